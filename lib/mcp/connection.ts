import type { ListToolsResult, MCPClient } from '@ai-sdk/mcp';
import { createBreaker } from '#lib/breaker.ts';
import { AppError, appErrorIn } from '#lib/errors.ts';
import type { Log } from '#lib/log.ts';
import { refusalOf } from './bounded-fetch.ts';
import { inSeconds, type Limits, type OpenServer, openServer, wordsOf } from './open-server.ts';
import { codeOf, isNetworkFault, isTimeLimit, saidByServer, statusOf } from './read-fault.ts';
import type { ServerSpec } from './server-spec.ts';
import { itSays } from './their-words.ts';

export type Tool = ListToolsResult['tools'][number];
export type ToolAnswer = Awaited<ReturnType<MCPClient['callTool']>>;
export type ResourceAnswer = Awaited<ReturnType<MCPClient['readResource']>>;

/** A server as its sources use it; starts at the first question, and again after it has ended. */
export type Connection = {
  /** As the operator calls the server. */
  name: string;
  listTools(signal: AbortSignal): Promise<Tool[]>;
  call(tool: string, given: { arguments: Record<string, unknown>; signal: AbortSignal }): Promise<ToolAnswer>;
  readResource(uri: string, signal: AbortSignal): Promise<ResourceAnswer>;
  stop(): Promise<void>;
};

export type ConnectionOptions = {
  spec: ServerSpec;
  log: Log;
  limits?: Partial<Limits> | undefined;
  /** Where a program believes to be, unless its declared environment says otherwise. */
  timeZone: string;
  now?: () => number;
};

const defaults: Limits = {
  startMs: 120_000,
  waitMs: 10_000,
  callMs: 30_000,
  maxBytes: 2 * 2 ** 20,
  firstPauseMs: 1000,
  startPauseMs: 300_000,
};
/** Waiting longer than this for a server that asks for it is the same as going without. */
const longestWaitSeconds = 15;
const longestSilenceSeconds = 600;
const forgivenStarts = 2;
const mostListPages = 20;

/**
 * One client of one server, shared by all who ask. The states: *idle* until the first question, which starts the server;
 * *starting*, which is waited for until `waitMs` after its beginning and goes on aside: who comes later is told so at
 * once; *up*; after a failed start, a death, or two time limits in a row *down*, where every question is answered
 * `source_unavailable` with the reason until a pause is over (`createBreaker`), minutes after a failed start of a
 * program; *stopped* for good. A refusal of the credentials pauses ten minutes, a request to wait as long as it says; an answer 500 to a
 * start is forgiven twice. A question that fails otherwise is `source_failed`.
 */
export function createConnection({
  spec,
  log,
  limits: given = {},
  timeZone,
  now = Date.now,
}: ConnectionOptions): Connection {
  const limits = { ...defaults, ...given };
  const { name } = spec;
  const stopping = new AbortController();
  const breaker = createBreaker({ name, firstPauseMs: limits.firstPauseMs, now });
  const leaveAlone = (why: { reason: string; pauseMs?: number }): AppError => {
    const error = breaker.open(why);
    log.warn('an MCP server is down', { server: name, ...why, next_try_at: error.nextTryAt });
    return error;
  };
  let running: Promise<OpenServer> | undefined;
  let startedAt = 0;
  /** How many wait for the start that is under way. */
  let waiting = 0;
  /** A failed start that nobody waited for any more: whoever asks next learns of it. */
  let unheard: AppError | undefined;
  /** The same, once it is up. */
  let live: OpenServer | undefined;
  /** Time limits in a row. */
  let silences = 0;
  let failedStarts = 0;

  /** The server that runs, or the start that is under way, or a new start. */
  function ensureRunning(): Promise<OpenServer> {
    if (running) return running;
    const starting = openServer({
      spec,
      log,
      limits,
      timeZone,
      signal: stopping.signal,
      onEnd: (reason) => {
        if (running === starting) {
          running = undefined;
          live = undefined;
        }
        leaveAlone({ reason });
      },
    });
    running = starting;
    startedAt = now();
    starting.then(
      (server) => {
        if (running === starting) live = server;
      },
      (thrown) => {
        if (running === starting) running = undefined;
        const failure = judgeStart(thrown);
        if (waiting === 0) unheard = failure;
      },
    );
    return starting;
  }

  async function end(server: OpenServer): Promise<void> {
    if (live === server) {
      live = undefined;
      running = undefined;
    }
    await server.close();
  }

  /** `counts`: an answer says that the server works, and forgets the failures before it. */
  async function ask<T>(
    work: (client: MCPClient, options: { signal: AbortSignal; timeout: number }) => Promise<T>,
    { signal, counts = false }: { signal: AbortSignal; counts?: boolean },
  ): Promise<T> {
    signal.throwIfAborted();
    if (stopping.signal.aborted) throw new AppError('source_unavailable', `${name} has been stopped.`);
    const news = unheard;
    unheard = undefined;
    if (news && breaker.isOpen()) throw news;
    breaker.check();
    const server = live ?? (await waitForStart(signal));
    signal.throwIfAborted();
    try {
      const answer = await work(server.client, { signal, timeout: limits.callMs });
      if (counts) {
        silences = 0;
        failedStarts = 0;
        breaker.close();
      }
      return answer;
    } catch (thrown) {
      signal.throwIfAborted();
      throw judge(thrown, server);
    }
  }

  async function waitForStart(signal: AbortSignal): Promise<OpenServer> {
    const starting = ensureRunning();
    const left = startedAt + limits.waitMs - now();
    waiting += 1;
    const over = AbortSignal.timeout(Math.max(left, 0));
    try {
      return await untilAborted(starting, AbortSignal.any([signal, over]));
    } catch (thrown) {
      signal.throwIfAborted();
      if (!over.aborted) throw judgeStart(thrown);
      const reason = `${name} is still starting, which takes longer than ${inSeconds(limits.waitMs)}: it is asked once it is up.`;
      throw new AppError('source_unavailable', reason, { wasAsked: left > 0 });
    } finally {
      waiting -= 1;
    }
  }

  /** All who waited for a start learn of its failure; it counts once. */
  function judgeStart(thrown: unknown): AppError {
    if (stopping.signal.aborted) return new AppError('source_unavailable', `${name} has been stopped.`);
    const known = judged.get(thrown as object);
    if (known) return known;
    const status = statusOf(thrown) ?? 0;
    const isSlow = spec.reach.by === 'stdio' || isTimeLimit(thrown);
    const failure =
      judgeRefusal(thrown) ??
      (status >= 500 && failedStarts++ < forgivenStarts
        ? new AppError('source_failed', `${name} answered ${status}.`, { cause: thrown })
        : leaveAlone({
            reason: (thrown as Error).message,
            ...(isSlow && { pauseMs: limits.startPauseMs }),
          }));
    judged.set(thrown as object, failure);
    return failure;
  }
  const judged = new WeakMap<object, AppError>();

  function judgeRefusal(thrown: unknown): AppError | undefined {
    const refusal = refusalOf(thrown);
    if (!refusal) return undefined;
    const { told, status } = refusal;
    const { retryAfterSeconds = 0 } = told;
    const isForGood = status === 401 || status === 403;
    if (!isForGood && retryAfterSeconds <= longestWaitSeconds) return told;
    const seconds = isForGood ? longestSilenceSeconds : Math.min(retryAfterSeconds, longestSilenceSeconds);
    return leaveAlone({ reason: told.message, pauseMs: seconds * 1000 });
  }

  /** What a failed question means; a server that is ended takes its time, and nobody waits for it. */
  function judge(thrown: unknown, server: OpenServer): AppError {
    const refusal = judgeRefusal(thrown);
    if (refusal) return refusal;
    if (isTimeLimit(thrown)) {
      silences += 1;
      const reason = `${name} did not answer within ${inSeconds(limits.callMs)}`;
      if (silences < 2) return new AppError('source_failed', `${reason}.`, { cause: thrown });
      silences = 0;
      void end(server);
      return leaveAlone({ reason: `${reason}, twice in a row.` });
    }
    const how = server.ended();
    if (how !== null) return new AppError('source_failed', `${name} ended while it was asked (${how}).`);
    if (spec.reach.by === 'http' && isNetworkFault(thrown)) {
      void end(server);
      return leaveAlone({
        reason: `${name} could not be reached (${codeOf(thrown) ?? 'no connection'}).`,
      });
    }
    const told = appErrorIn(thrown);
    if (told) return told;
    const status = statusOf(thrown);
    // A server that was started anew does not know the session any more: the next question begins another.
    if (status === 404 || status === 400) void end(server);
    const words = wordsOf(thrown, spec);
    const reason = status
      ? `answered ${status}`
      : `could not answer: ${saidByServer(thrown) ? itSays(words) : words}`;
    return new AppError('source_failed', `${name} ${reason}.`, { cause: thrown });
  }

  return {
    name,
    listTools: (signal) => ask(listTools, { signal }),
    call: (tool, { arguments: args, signal }) =>
      ask((client, options) => client.callTool({ name: tool, arguments: args, options }), {
        signal,
        counts: true,
      }),
    readResource: (uri, signal) =>
      ask((client, options) => client.readResource({ uri, options }), { signal }),
    async stop() {
      stopping.abort();
      const last = await running?.catch(() => undefined);
      await last?.close();
    },
  };
}

/** Every page of the list. */
async function listTools(
  client: MCPClient,
  options: { signal: AbortSignal; timeout: number },
): Promise<Tool[]> {
  const tools: Tool[] = [];
  let cursor: string | undefined;
  for (let pages = 0; pages === 0 || (cursor && pages < mostListPages); pages += 1) {
    const page = await client.listTools({ ...(cursor && { params: { cursor } }), options });
    tools.push(...page.tools);
    cursor = page.nextCursor;
  }
  return tools;
}

/** The same promise, but who waits for it can leave. */
function untilAborted<T>(promise: Promise<T>, signal: AbortSignal): Promise<T> {
  return new Promise((resolve, reject) => {
    const leave = () => reject(signal.reason);
    signal.addEventListener('abort', leave, { once: true });
    promise.then(resolve, reject).finally(() => signal.removeEventListener('abort', leave));
  });
}
