import http from 'node:http';
import { setTimeout as sleep } from 'node:timers/promises';
import { Inngest, type InngestFunction } from 'inngest';
import { serve } from 'inngest/node';
import { nowMs } from './clock.ts';
import type { Server } from './server.ts';
import { fanFunctions, sharedLimits, workMs } from './workload.ts';

/** What a function did, when, for which event; `user` where the event has one. */
export type Mark = { what: string; id: string; atMs: number; user?: string };
export type AppOptions = Pick<Server, 'baseUrl' | 'eventKey' | 'signingKey'>;

type Data = { id: string; count?: number; user?: string; key?: string };
type Request = { connect?: AppOptions; marks?: { what: string; count: number } };

let marks: Mark[] = [];
let wanted: { what: string; count: number } | undefined;

function mark(what: string, { id, user }: Data): void {
  marks.push({ what, id, atMs: nowMs(), user });
  answerMarks();
}

function answerMarks(): void {
  if (!wanted) return;
  const { what, count } = wanted;
  if (marks.filter((mark) => mark.what === what).length < count) return;
  process.send?.(marks);
  marks = [];
  wanted = undefined;
}

function defineFunctions(inngest: Inngest): InngestFunction.Any[] {
  const define = (
    id: string,
    options: Omit<Parameters<Inngest['createFunction']>[0], 'id' | 'triggers'>,
    run: (step: Step, data: Data) => Promise<void>,
  ) =>
    inngest.createFunction(
      { id, triggers: [{ event: `bench/${id}` }], ...options },
      async ({ event, step }) => {
        await run(step as unknown as Step, event.data as Data);
        mark('end', event.data as Data);
      },
    );
  const chain = async (step: Step, data: Data) => {
    for (let index = 0; index < (data.count ?? 10); index++)
      await step.run(`${index}`, () => mark('step', data));
  };
  return [
    define('single', {}, (step, data) => step.run('only', () => mark('step', data))),
    define('chain', {}, chain),
    define('plain-chain', { checkpointing: false }, chain),
    define('parallel', {}, async (step, data) => {
      const indexes = Array.from({ length: data.count ?? 10 }, (_, index) => index);
      await Promise.all(indexes.map((index) => step.run(`${index}`, () => mark('step', data))));
    }),
    define('slow', {}, (step, data) =>
      step.run('only', async () => {
        mark('slow', data);
        await sleep(workMs.slow);
      }),
    ),
    define('meeting', {}, async (step, data) => {
      for (const name of ['first', 'second']) {
        await step.waitForEvent(name, { event: 'bench/come', match: 'data.key', timeout: '1h' });
        await step.run(`after ${name}`, () => mark('met', { ...data, id: `${data.id} ${name}` }));
      }
    }),
    define('nap', {}, async (step, data) => {
      await step.run('before', () => mark('before', data));
      await step.sleep('nap', '1s');
      await step.run('after', () => mark('after', data));
    }),
    define('ranked', { concurrency: 1, priority: { run: 'int(event.data.priority)' } }, (step, data) =>
      step.run('only', () => work(data, workMs.ranked)),
    ),
    define(
      'shared',
      {
        concurrency: [{ limit: sharedLimits.all }, { limit: sharedLimits.user, key: 'event.data.user' }],
      },
      (step, data) => step.run('only', () => work(data, workMs.shared)),
    ),
    ...Array.from({ length: fanFunctions }, (_, index) =>
      inngest.createFunction(
        { id: `fan-${index}`, triggers: [{ event: 'bench/fan' }] },
        async ({ event, step }) => step.run('only', () => mark('step', event.data as Data)),
      ),
    ),
  ];
}

type Step = {
  run(id: string, body: () => void | Promise<void>): Promise<void>;
  sleep(id: string, duration: string): Promise<void>;
  waitForEvent(id: string, options: { event: string; match: string; timeout: string }): Promise<unknown>;
};

async function work(data: Data, ms: number): Promise<void> {
  mark('step', data);
  await sleep(ms);
}

let handler: http.RequestListener = (_, response) => void response.writeHead(503).end();
const listener = http.createServer((request, response) => {
  if (request.url !== '/echo') return handler(request, response);
  request.resume().on('end', () => response.end('{}')); // the round trip that figures are set in relation to
});
await new Promise<void>((resolve) => listener.listen(Number(process.argv[2]), '127.0.0.1', resolve));
const url = `http://127.0.0.1:${(listener.address() as { port: number }).port}/api/inngest`;

process.on('disconnect', () => process.exit());
process.on('message', async (request: Request) => {
  if (request.marks) {
    wanted = request.marks;
    answerMarks();
  }
  if (request.connect) {
    const { signingKey } = request.connect;
    const silent = { info() {}, warn() {}, error() {}, debug() {} };
    const inngest = new Inngest({ id: 'bench', isDev: !signingKey, logger: silent, ...request.connect });
    handler = serve({ client: inngest, functions: defineFunctions(inngest) });
    const response = await fetch(url, { method: 'PUT' });
    if (!response.ok) throw new Error(`the server took no functions: ${await response.text()}`);
    process.send?.({});
  }
});
process.send?.({ url });
