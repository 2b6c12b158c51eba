import { type EventPage, JobEvent } from '#lib/schema/event.ts';
import { isApiError } from './api-error.ts';
import { onNetworkChange, wait } from './network.ts';
import { readServerSentEvents } from './read-server-sent-events.ts';

/** How the events arrive right now. */
export type Connection =
  | { state: 'connecting' }
  | { state: 'live' }
  | { state: 'reconnecting'; retryInMs: number }
  | { state: 'polling'; everyMs: number }
  | { state: 'offline' }
  | { state: 'ended' };

/** The two ways to read a job's events after a number. */
export type EventTransport = {
  openStream(startingAfter: number, signal: AbortSignal): Promise<Response>;
  listEvents(startingAfter: number, signal: AbortSignal): Promise<EventPage>;
};

export type FollowOptions = {
  /** The last seq already known. */
  startingAfter?: number;
  signal?: AbortSignal;
  /** Called once for each seq, in order, without gaps. */
  onEvent: (event: JobEvent) => void;
  onConnection?: (connection: Connection) => void;
  /** `poll` never holds a connection: for tabs that nobody looks at. */
  mode?: 'stream' | 'poll';
  timing?: Partial<typeof defaultTiming>;
};

const defaultTiming = {
  firstRetryMs: 500,
  longestRetryMs: 10_000,
  pollEveryMs: 2000,
  /** How long polling goes on before the stream is tried again. */
  pollForMs: 30_000,
  /** Three heartbeats missed: the connection is dead though nobody closed it. */
  stallMs: 45_000,
};
const failuresBeforePolling = 3;

/**
 * Follows a job's events until it has ended or `signal` aborts. A broken stream is resumed after the last seq, with
 * growing and jittered delays; where streams do not get through, it polls and tries the stream again now and then.
 * Throws `ApiError` when the server refuses (an unknown job), never for a lost connection.
 */
export async function followJob(transport: EventTransport, options: FollowOptions): Promise<void> {
  const { signal = new AbortController().signal, onConnection = () => {}, mode = 'stream' } = options;
  const timing = { ...defaultTiming, ...options.timing };
  const log = createLogReader(transport, { ...options, signal });
  let failures = 0;
  let firstRetryMs = timing.firstRetryMs;

  const startAfresh = () => {
    failures = 0;
  };
  const stopListening = onNetworkChange('online', startAfresh);
  const stream = () =>
    readStream(transport, {
      log,
      signal,
      stallMs: timing.stallMs,
      onOpen: () => onConnection({ state: 'live' }),
      onAlive: startAfresh,
      onRetry: (ms) => {
        firstRetryMs = ms;
      },
    });
  const poll = async () => {
    const until = Date.now() + timing.pollForMs;
    const goesOn = () => mode === 'poll' || (failures >= failuresBeforePolling && Date.now() < until);
    while (!signal.aborted && goesOn()) {
      if (await log.catchUp()) return true;
      onConnection({ state: 'polling', everyMs: timing.pollEveryMs });
      await wait(timing.pollEveryMs, signal);
    }
    return false;
  };

  onConnection({ state: 'connecting' });
  try {
    while (!signal.aborted) {
      const usesPolling = mode === 'poll' || failures >= failuresBeforePolling;
      try {
        if (await (usesPolling ? poll() : stream())) {
          onConnection({ state: 'ended' });
          return;
        }
        // Polling got through: one more try of the stream, then polling again. A stream that closed early counts.
        failures = usesPolling ? Math.min(failures, failuresBeforePolling - 1) : failures + 1;
      } catch (error) {
        if (signal.aborted) return;
        if (isRefusal(error)) throw error;
        failures = isStreamLimit(error) ? failuresBeforePolling : failures + 1;
      }
      const turnsToPolling = failures >= failuresBeforePolling && !usesPolling;
      if (failures > 0 && !turnsToPolling) await pause(failures);
    }
  } finally {
    stopListening();
  }

  async function pause(attempt: number): Promise<void> {
    const longest = Math.min(firstRetryMs * 2 ** Math.max(0, attempt - 1), timing.longestRetryMs);
    const retryInMs = Math.round(longest * (0.5 + Math.random() / 2));
    const offline = globalThis.navigator?.onLine === false;
    onConnection(offline ? { state: 'offline' } : { state: 'reconnecting', retryInMs });
    await wait(retryInMs, signal);
  }
}

type LogReader = ReturnType<typeof createLogReader>;

/** Hands each seq on once and in order, and fetches what a stream left out. */
function createLogReader(
  transport: EventTransport,
  { startingAfter = 0, signal, onEvent }: FollowOptions & { signal: AbortSignal },
) {
  let seq = startingAfter;
  let ended = false;

  const accept = (event: JobEvent) => {
    if (event.seq <= seq || signal.aborted) return;
    seq = event.seq;
    ended = ended || isLast(event);
    onEvent(event);
  };
  /** Reads pages until the log has no more; true when the job has ended. */
  const catchUp = async (): Promise<boolean> => {
    for (;;) {
      const page = await transport.listEvents(seq, signal);
      for (const event of page.data) accept(event);
      if (!page.has_more || page.data.length === 0) return ended || page.ended;
    }
  };
  return {
    lastSeq: () => seq,
    catchUp,
    async take(event: JobEvent): Promise<void> {
      if (event.seq > seq + 1) await catchUp();
      if (event.seq > seq + 1) throw new Error(`The log has no event ${seq + 1}`);
      accept(event);
    },
  };
}

type StreamOptions = {
  log: LogReader;
  signal: AbortSignal;
  stallMs: number;
  onOpen: () => void;
  onAlive: () => void;
  onRetry: (retryMs: number) => void;
};

/** Reads one stream to its end; true when the server says that nothing more will come. */
async function readStream(transport: EventTransport, options: StreamOptions): Promise<boolean> {
  const { log, signal, stallMs, onOpen, onAlive, onRetry } = options;
  const attempt = new AbortController();
  const abort = () => attempt.abort();
  signal.addEventListener('abort', abort, { once: true });
  const stopListening = onNetworkChange('offline', abort);
  let stall = setTimeout(abort, stallMs);
  const onActivity = () => {
    clearTimeout(stall);
    stall = setTimeout(abort, stallMs);
  };
  try {
    const response = await transport.openStream(log.lastSeq(), attempt.signal);
    if (response.status === 204) return true;
    if (!response.body) return false;
    onOpen();
    for await (const frame of readServerSentEvents(response.body, { onActivity, onRetry })) {
      onAlive();
      if (frame.event === 'done') return true;
      await log.take(readEvent(frame.data));
      if (signal.aborted) return false;
    }
    return false;
  } finally {
    clearTimeout(stall);
    stopListening();
    signal.removeEventListener('abort', abort);
    attempt.abort();
  }
}

/** An event of a kind that this client does not know becomes a warning at its place, so that the order holds. */
export function readEvent(data: string): JobEvent {
  const value: unknown = JSON.parse(data);
  const parsed = JobEvent.safeParse(value);
  if (parsed.success) return parsed.data;
  const { seq, job_id, attempt, at } = value as JobEvent;
  if (!Number.isInteger(seq)) throw new Error('An event without a number');
  return {
    type: 'warning',
    message: 'Something happened that this page is too old to show. Reload it.',
    seq,
    job_id,
    attempt,
    at,
  };
}

const isLast = (event: JobEvent): boolean =>
  event.type === 'job-complete' || event.type === 'job-failed' || event.type === 'job-cancelled';

const isStreamLimit = (error: unknown): boolean => isApiError(error) && error.problem.status === 429;

/** 4xx will not change by asking again; only "too slow" and "too many" pass. */
function isRefusal(error: unknown): boolean {
  if (!isApiError(error)) return false;
  const { status } = error.problem;
  return status >= 400 && status < 500 && status !== 408 && status !== 429;
}
