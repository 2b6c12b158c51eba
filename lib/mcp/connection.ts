import { createMCPClient, type ListToolsResult, type MCPClient } from '@ai-sdk/mcp';
import { readVariable } from '#lib/config.ts';
import { AppError } from '#lib/errors.ts';
import type { Log } from '#lib/log.ts';
import { createBoundedFetch, refusalOf } from './bounded-fetch.ts';
import { redact } from './redact.ts';
import type { ServerSpec } from './server-spec.ts';
import { createStdioTransport, type StdioTransport, tooLargeCode } from './stdio-transport.ts';

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

export type Limits = { startMs: number; callMs: number; maxBytes: number; firstPauseMs: number };

const defaults: Limits = { startMs: 30_000, callMs: 30_000, maxBytes: 2 * 2 ** 20, firstPauseMs: 1000 };
const longestPauseMs = 300_000;
/** Waiting longer than this for a server that asks for it is the same as going without. */
const longestWaitSeconds = 15;
const longestSilenceSeconds = 600;
const mostTools = 500;
/** What a program needs to be found and to find its own files. */
const inherited = ['PATH', 'HOME', 'LANG', 'TMPDIR', 'SystemRoot'];

type Running = { client: MCPClient; stdio: StdioTransport | null };

/**
 * One client of one server, shared by all who ask. The states: *idle* until the first question, which starts the server
 * while others wait for the same start; *up*; after a failed start, a death, or two time limits in a row *down*, where
 * every question is answered `source_unavailable` with the reason until a pause is over (1 s, doubling with each failure
 * up to five minutes; an answer forgets them; an answer 500 to a start is forgiven twice); *stopped* for good. A refusal of the credentials pauses ten minutes, a
 * request to wait as long as it says. A question that fails otherwise is `source_failed`.
 */
export function createConnection({
  spec,
  log,
  limits: given = {},
  timeZone,
  now = Date.now,
}: {
  spec: ServerSpec;
  log: Log;
  limits?: Partial<Limits> | undefined;
  /** Where a program believes to be, unless its declared environment says otherwise. */
  timeZone: string;
  now?: () => number;
}): Connection {
  const limits = { ...defaults, ...given };
  const { name } = spec;
  const stopping = new AbortController();
  let running: Promise<Running> | undefined;
  let down: { until: number; reason: string } | undefined;
  let failures = 0;
  let silences = 0;

  const hide = (text: string) => redact(text, spec.secrets);

  function goDown({ reason, pauseMs }: { reason: string; pauseMs?: number }): AppError {
    failures += 1;
    const pause = pauseMs ?? Math.min(limits.firstPauseMs * 2 ** (failures - 1), longestPauseMs);
    down = { until: now() + pause, reason };
    log.warn('an MCP server is down', { server: name, reason, pauseMs: pause });
    return new AppError('source_unavailable', `${reason} ${nextTry(pause)}`);
  }

  function checkUp(): void {
    if (stopping.signal.aborted) throw new AppError('source_unavailable', `${name} is stopped.`);
    if (!down || now() >= down.until) return;
    const reason = `${name} was not asked: ${down.reason} ${nextTry(down.until - now())}`;
    throw new AppError('source_unavailable', reason);
  }

  /** The server that runs, or the start that is under way, or a new start. */
  function ensureRunning(): Promise<Running> {
    running ??= start().catch((thrown) => {
      running = undefined;
      throw thrown;
    });
    return running;
  }

  async function start(): Promise<Running> {
    const stdio = spec.reach.by === 'stdio' ? stdioTransport(spec.reach) : null;
    const startedAt = now();
    try {
      const client = await createMCPClient({
        transport: stdio ?? httpTransport(),
        clientName: 'intentui-research',
        initializationOptions: { timeout: limits.startMs, signal: stopping.signal },
        onUncaughtError: (error) =>
          log.debug('an MCP server misspoke', { server: name, reason: wordsOf(error) }),
      });
      log.info('an MCP server is up', { server: name, ms: now() - startedAt });
      if (stdio) watch(stdio);
      return { client, stdio };
    } catch (thrown) {
      await stdio?.stop();
      if (stopping.signal.aborted) throw new AppError('source_unavailable', `${name} is stopped.`);
      throw judgeStart(thrown, stdio);
    }
  }

  function httpTransport() {
    if (spec.reach.by !== 'http') throw new Error('not reached by HTTP');
    const { url, headers } = spec.reach;
    const { maxBytes } = limits;
    const fetch = createBoundedFetch({ maxBytes, name, refused: spec.refused });
    return { type: 'http' as const, url, headers, redirect: 'error' as const, fetch };
  }

  function stdioTransport(reach: Extract<ServerSpec['reach'], { by: 'stdio' }>): StdioTransport {
    const base = inherited.flatMap((key) => {
      const value = readVariable(key);
      return value === undefined ? [] : [[key, value] as const];
    });
    let noise = 0;
    return createStdioTransport({
      ...reach,
      env: { ...Object.fromEntries(base), TZ: timeZone, ...reach.env },
      maxBytes: limits.maxBytes,
      onNoise: (line) => {
        noise += 1;
        if (noise > 1) return;
        log.warn('an MCP server writes what is no message', { server: name, text: hide(line) });
      },
    });
  }

  /** Takes note when the program ends by itself. */
  function watch(stdio: StdioTransport): void {
    const onClose = stdio.onclose;
    stdio.onclose = () => {
      onClose?.();
      if (stopping.signal.aborted || stdio.ended() === null) return;
      running = undefined;
      goDown({ reason: `${name} ended by itself (${howItEnded(stdio)}).` });
    };
  }

  const howItEnded = (stdio: StdioTransport) => {
    const last = hide(stdio.lastWords().trim().split('\n').at(-1) ?? '');
    return [stdio.ended(), last].filter(Boolean).join(': ');
  };

  function judgeStart(thrown: unknown, stdio: StdioTransport | null): AppError {
    const refusal = judgeRefusal(thrown);
    if (refusal) return refusal;
    const code = codeOf(thrown);
    if (code === 'ENOENT' && spec.reach.by === 'stdio') {
      return goDown({ reason: `${name} could not be started: the command was not found.` });
    }
    if (isTimeLimit(thrown)) {
      return goDown({ reason: `${name} did not start within ${inSeconds(limits.startMs)}.` });
    }
    if (stdio?.ended() && stdio.lastWords()) {
      return goDown({ reason: `${name} could not be started (${howItEnded(stdio)}).` });
    }
    const status = statusOf(thrown) ?? 0;
    if (status >= 500 && failures < 2) {
      failures += 1;
      return new AppError('source_failed', `${name} answered ${status}.`, { cause: thrown });
    }
    return goDown({ reason: `${name} could not be ${stdio ? 'started' : 'reached'}: ${wordsOf(thrown)}.` });
  }

  function judgeRefusal(thrown: unknown): AppError | undefined {
    const refusal = refusalOf(thrown);
    const told = appErrorIn(thrown);
    if (!refusal || !told) return undefined;
    const { status, retryAfterSeconds = 0 } = refusal;
    if (status === 401 || status === 403) {
      return goDown({ reason: told.message, pauseMs: longestSilenceSeconds * 1000 });
    }
    if (retryAfterSeconds > longestWaitSeconds) {
      const seconds = Math.min(retryAfterSeconds, longestSilenceSeconds);
      return goDown({ reason: told.message, pauseMs: seconds * 1000 });
    }
    return told;
  }

  /** `counts`: an answer says that the server works, and forgets the failures before it. */
  async function ask<T>(
    work: (client: MCPClient, options: { signal: AbortSignal; timeout: number }) => Promise<T>,
    { signal, counts = false }: { signal: AbortSignal; counts?: boolean },
  ): Promise<T> {
    signal.throwIfAborted();
    checkUp();
    const { client, stdio } = await untilAborted(ensureRunning(), signal);
    try {
      const answer = await work(client, { signal, timeout: limits.callMs });
      if (counts) {
        silences = 0;
        failures = 0;
        down = undefined;
      }
      return answer;
    } catch (thrown) {
      signal.throwIfAborted();
      throw await judge(thrown, { client, stdio });
    }
  }

  async function judge(thrown: unknown, { client, stdio }: Running): Promise<AppError> {
    const refusal = judgeRefusal(thrown);
    if (refusal) return refusal;
    if (isTimeLimit(thrown)) {
      silences += 1;
      const reason = `${name} did not answer within ${inSeconds(limits.callMs)}.`;
      if (silences < 2) return new AppError('source_failed', reason, { cause: thrown });
      await end({ client, stdio });
      return goDown({ reason: `${reason.replace(/\.$/, '')}, twice in a row.` });
    }
    if (stdio && stdio.ended() !== null) {
      running = undefined;
      return new AppError('source_failed', `${name} ended while it was asked (${howItEnded(stdio)}).`);
    }
    const told = appErrorIn(thrown);
    if (told) return told;
    const status = statusOf(thrown);
    if (!stdio && (status === 404 || isNetworkFault(thrown))) await end({ client, stdio });
    if (!stdio && isNetworkFault(thrown)) {
      return goDown({ reason: `${name} could not be reached: ${wordsOf(thrown)}.` });
    }
    const reason = status ? `${name} answered ${status}.` : `${name} could not answer: ${wordsOf(thrown)}.`;
    return new AppError('source_failed', reason.replace(/\.\.$/, '.'), { cause: thrown });
  }

  async function end({ client, stdio }: Running): Promise<void> {
    running = undefined;
    silences = 0;
    await Promise.race([client.close().catch(() => {}), pause(1000)]);
    await stdio?.stop();
  }

  const wordsOf = (thrown: unknown): string => {
    const deepest = deepestCause(thrown);
    if (deepest instanceof Error && deepest.name === 'ZodError') return 'the form of its answer is not known';
    const shown = deepest instanceof Error ? deepest.message || deepest.name : String(deepest);
    return hide(shown).replace(/\.$/, '');
  };

  return {
    name,
    listTools: (signal) =>
      ask(
        async (client, options) => {
          const tools: Tool[] = [];
          let cursor: string | undefined;
          do {
            const page = await client.listTools({ ...(cursor && { params: { cursor } }), options });
            tools.push(...page.tools);
            cursor = page.nextCursor;
          } while (cursor && tools.length < mostTools);
          return tools;
        },
        { signal },
      ),
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
      if (last) await end(last);
    },
  };
}

const nextTry = (ms: number) => {
  const seconds = Math.max(Math.ceil(ms / 1000), 1);
  return `It is asked again in ${seconds > 120 ? `${Math.round(seconds / 60)} minutes` : `${seconds} s`}.`;
};

const inSeconds = (ms: number) => `${Math.round(ms / 100) / 10} s`;

const pause = (ms: number) => new Promise<void>((resolve) => setTimeout(resolve, ms).unref());

/** The same promise, but who waits for it can leave. */
function untilAborted<T>(promise: Promise<T>, signal: AbortSignal): Promise<T> {
  return new Promise((resolve, reject) => {
    const leave = () => reject(signal.reason);
    signal.addEventListener('abort', leave, { once: true });
    promise.then(resolve, reject).finally(() => signal.removeEventListener('abort', leave));
  });
}

function* causesOf(thrown: unknown): Generator<Error> {
  let cause = thrown;
  for (let depth = 0; cause instanceof Error && depth < 6; depth += 1) {
    yield cause;
    cause = cause.cause;
  }
}

const deepestCause = (thrown: unknown): unknown => [...causesOf(thrown)].at(-1) ?? thrown;

const appErrorIn = (thrown: unknown): AppError | undefined =>
  [...causesOf(thrown)].find((cause) => cause instanceof AppError);

const codeOf = (thrown: unknown): unknown =>
  [...causesOf(thrown)]
    .map((cause) => (cause as NodeJS.ErrnoException).code)
    .find((code) => typeof code === 'string');

const statusOf = (thrown: unknown): number | undefined =>
  [...causesOf(thrown)]
    .map((cause) => (cause as { statusCode?: unknown }).statusCode)
    .find((status) => typeof status === 'number');

const isTimeLimit = (thrown: unknown): boolean =>
  [...causesOf(thrown)].some(({ message }) => /timed out after \d+ ?ms/.test(message));

/** No connection came about, or it broke: `fetch` throws a TypeError then. */
const isNetworkFault = (thrown: unknown): boolean =>
  [...causesOf(thrown)].some(
    (cause) => cause instanceof TypeError && /fetch failed|terminated/.test(cause.message),
  ) && (thrown as { code?: unknown }).code !== tooLargeCode;
