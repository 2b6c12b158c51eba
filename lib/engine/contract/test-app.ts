import { randomUUID } from 'node:crypto';
import http from 'node:http';
import { Inngest, type InngestFunction } from 'inngest';
import { serve } from 'inngest/node';
import { test } from 'vitest';
import { bearerToken } from '../signature.ts';

/** An Inngest server that a contract runs against; the app is told to it before it starts. No keys: a dev server. */
export type ContractServer = {
  baseUrl: string;
  eventKey?: string;
  signingKey?: string;
  stop(): Promise<void>;
};
export type StartServer = (app: { url: string; register(): Promise<void> }) => Promise<ContractServer>;

export type ContractRun = {
  run_id: string;
  function_id: string;
  status: string;
  output: unknown;
  ended_at: string | null;
};
type RunsAnswer = { data: ContractRun[]; metadata: { fetched_at: string; cached_until: string } };
type ContractEvent = { name: string; data?: Record<string, unknown>; id?: string; ts?: number };

export type TestAppOptions = {
  checkpointing?: boolean;
  /** The server is not this engine: what may differ is left out, and outputs are read where the function returned. */
  isOtherServer?: boolean;
  /** The server outlives the test: nothing is registered there that would go on by itself. */
  isKept?: boolean;
  /** Where the app listens; 0 is any free port. */
  port?: number;
  /** How the app reaches the server, where it is not one address. */
  fetch?: typeof fetch;
};

/**
 * An app with the real SDK, served over HTTP in the test's own process, so that a test sees what its functions do.
 * Functions are defined while tests are collected; all are registered at `start`.
 */
export function createTestApp({
  checkpointing = true,
  isOtherServer = false,
  isKept = false,
  port = 0,
  fetch: send,
}: TestAppOptions = {}) {
  const returned = new Map<string, unknown>();
  const makers: ((inngest: Inngest) => InngestFunction.Any)[] = [];
  const noted = new Map<string, string[]>();
  let inngest: Inngest;
  let server: ContractServer;
  let listener: http.Server;
  let handler: http.RequestListener = (_, response) => void response.writeHead(503).end();
  let url = '';

  const app = {
    hasSchedule: !isKept,
    /** How long what a server tells may take to be true: Inngest answers from caches of 15 s. */
    patienceMs: isOtherServer ? 60_000 : 15_000,
    define(make: (inngest: Inngest) => InngestFunction.Any) {
      makers.push(make);
    },
    /** A test of something on which two servers may differ; `difference` says how, and stands in the test's name. */
    mayDiffer(difference: string, name: string, check: () => Promise<void>) {
      test.skipIf(isOtherServer)(`${name} (servers may differ: ${difference})`, check);
    },
    /** Lets a function write down what it does, under the id of its event; gives back a value for the step. */
    note<Value = undefined>(id: unknown, what: string, value?: Value): Value {
      noted.set(String(id), [...app.notes(id), what]);
      return value as Value;
    },
    notes: (id: unknown): string[] => noted.get(String(id)) ?? [],
    newId: () => randomUUID(),
    async start(startServer: StartServer) {
      listener = http.createServer((request, response) => handler(request, response));
      await new Promise<void>((resolve) => listener.listen(port, '127.0.0.1', resolve));
      url = `http://127.0.0.1:${(listener.address() as { port: number }).port}/api/inngest`;
      const register = async () => {
        const response = await fetch(url, { method: 'PUT' });
        if (!response.ok) throw new Error(`not registered: ${await response.text()}`);
      };
      server = await startServer({ url, register });
      app.setSigningKeys(server.signingKey);
      await eventually(register);
    },
    /** Serves the functions with this key; requests signed with the fallback count as well. */
    setSigningKeys(signingKey: string | undefined, signingKeyFallback?: string): void {
      const { baseUrl, eventKey } = server;
      inngest = new Inngest({
        id: 'contract',
        isDev: signingKey === undefined,
        baseUrl,
        eventKey,
        signingKey,
        signingKeyFallback,
        checkpointing,
        fetch: send,
        logger: silent,
      });
      if (isOtherServer) keepReturns(inngest, returned);
      handler = serve({ client: inngest, functions: makers.map((make) => make(inngest)) });
      server.signingKey = signingKey;
    },
    async stop() {
      await server?.stop();
      if (isKept && server) await leaveServer();
      listener?.closeAllConnections();
      await new Promise((resolve) => listener?.close(resolve));
    },
    server: () => server,
    url: () => url,
    /** Lets nobody connect to the app while `during` runs, then listens at the same address again. */
    async pauseListening<Result>(during: () => Promise<Result>): Promise<Result> {
      const { port } = listener.address() as { port: number };
      listener.closeAllConnections();
      await new Promise((resolve) => listener.close(resolve));
      try {
        return await during();
      } finally {
        await new Promise<void>((resolve) => listener.listen(port, '127.0.0.1', resolve));
      }
    },
    /** Sends an event and gives its id. */
    async send(event: ContractEvent): Promise<string> {
      return (await app.sendAll([event]))[0] ?? '';
    },
    async sendAll(events: ContractEvent[]): Promise<string[]> {
      return (await inngest.send(events)).ids;
    },
    /** Calls the server's REST API with the signing key. */
    api(path: string, init: RequestInit = {}): Promise<Response> {
      const authorization = `Bearer ${server.signingKey ? bearerToken(server.signingKey) : ''}`;
      return fetch(new URL(path, server.baseUrl), { ...init, headers: { authorization, ...init.headers } });
    },
    /** The runs of an event as they are now: an answer from a cache is asked for again when it has expired. */
    async runsOf(eventId: string): Promise<ContractRun[]> {
      const askedAt = Date.now();
      for (;;) {
        const response = await app.api(`/v1/events/${eventId}/runs`);
        const { data, metadata } = (await response.json()) as RunsAnswer;
        if (!isOtherServer || Date.parse(metadata.fetched_at) >= askedAt) {
          return data.map((run) =>
            run.status === 'Completed' && returned.has(run.run_id)
              ? { ...run, output: returned.get(run.run_id) }
              : run,
          );
        }
        const untilMs = Date.parse(metadata.cached_until) - Date.now();
        await new Promise((resolve) => setTimeout(resolve, Math.max(50, untilMs)));
      }
    },
    /** Waits for the run that one of several answers to the same event belongs to: ids may be made by the server. */
    runOfAny(eventIds: string[], timeoutMs?: number): Promise<ContractRun> {
      return eventually(async () => {
        const runs = (await Promise.all(eventIds.map((id) => app.runsOf(id)))).flat();
        const run = runs.find(({ ended_at }) => ended_at);
        if (!run) throw new Error(`not over: ${JSON.stringify(runs)}`);
        return run;
      }, timeoutMs);
    },
    /** Waits until the event has `count` runs and all of them are over. */
    ended(eventId: string, { count = 1, timeoutMs = 90_000 } = {}): Promise<ContractRun[]> {
      return eventually(async () => {
        const runs = await app.runsOf(eventId);
        if (runs.length < count || runs.some(({ ended_at }) => !ended_at)) {
          throw new Error(`not over: ${JSON.stringify(runs)}`);
        }
        return runs;
      }, timeoutMs);
    },
    /** Waits until the one run of the event is over. */
    async run(eventId: string, timeoutMs?: number): Promise<ContractRun> {
      const [run] = await app.ended(eventId, { timeoutMs });
      if (!run) throw new Error('no run');
      return run;
    },
    /** Lets a function wait until something is noted, however long that takes. */
    async untilNoted(id: unknown, what: string): Promise<void> {
      while (!app.notes(id).includes(what)) await new Promise((resolve) => setTimeout(resolve, 5));
    },
    /** Waits until functions have noted something. */
    noticed(id: unknown, what: string, timeoutMs?: number): Promise<void> {
      return eventually(() => {
        if (!app.notes(id).includes(what)) throw new Error(`"${what}" is not in ${app.notes(id)}`);
      }, timeoutMs);
    },
  };

  /** Takes the app off the server; says what is left of it there, if anything is. */
  async function leaveServer(): Promise<void> {
    const body = JSON.stringify({ query: 'mutation { deleteAppByName(name: "contract") }' });
    const headers = { 'content-type': 'application/json' };
    const isDeleted = await app
      .api('/v0/gql', { method: 'POST', headers, body })
      .then(async (response) => ((await response.json()) as Deletion).data?.deleteAppByName === true)
      .catch(() => false);
    if (isDeleted) return;
    handler = serve({ client: inngest, functions: [] });
    const response = await fetch(url, { method: 'PUT' });
    if (response.ok) return;
    const reason = await response.text();
    process.stderr.write(`The app "contract" may still stand on the server, and starts nothing: ${reason}\n`);
  }

  return app;
}

type Deletion = { data?: { deleteAppByName?: boolean } };

/** Keeps what functions return, by run: Inngest's REST API shows no output of a run that made checkpoints. */
function keepReturns(inngest: Inngest, returned: Map<string, unknown>): void {
  const create = inngest.createFunction.bind(inngest) as (
    options: object,
    handler: Handler,
  ) => InngestFunction.Any;
  const keeping = (options: object, handler: Handler) =>
    create(options, async (context) => {
      const output = await handler(context);
      returned.set(context.runId, output === undefined ? null : JSON.parse(JSON.stringify(output)));
      return output;
    });
  Object.assign(inngest, { createFunction: keeping });
}

type Handler = (context: { runId: string }) => unknown;

export type TestApp = ReturnType<typeof createTestApp>;

/** Polls until a check passes; throws its last error when the time is over. */
export async function eventually<Result>(
  check: () => Result | Promise<Result>,
  timeoutMs = 60_000,
): Promise<Result> {
  const deadline = Date.now() + timeoutMs;
  for (;;) {
    try {
      return await check();
    } catch (error) {
      if (Date.now() > deadline) throw error;
      await new Promise((resolve) => setTimeout(resolve, 20));
    }
  }
}

const silent = { info() {}, warn() {}, error() {}, debug() {} };
