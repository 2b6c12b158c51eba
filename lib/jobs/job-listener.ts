import { setTimeout as sleep } from 'node:timers/promises';
import pg from 'pg';
import { keepAsking } from '#lib/db.ts';
import type { Log } from '#lib/log.ts';

export type Notice = { job_id: string; seq: number; type: string };
type Handler = (notice: Notice) => void;

/** How long what this process has written is gathered before other processes are told, together. */
const gatherMs = 20;
/** Who stops does not wait for a database that hangs. */
const longestFarewellMs = 1_000;
/** A notification holds less than 8000 bytes. */
const longestPayload = 7_000;

/**
 * Hears of every event that is appended to any job's log, over one LISTEN connection, and tells other processes what this
 * one's writer has appended. It only wakes: whoever waits also looks at the row from time to time, so that a lost
 * connection costs a moment and not an event. Without an address that can be listened at (`databaseUrl` undefined: a pool
 * between) it hears of this process alone.
 */
export function createJobListener({ databaseUrl, log }: { databaseUrl: string | undefined; log: Log }) {
  const handlers = new Map<string, Set<Handler>>();
  let client: (pg.Client & { processID?: number }) | null = null;
  let stopped = false;
  let retry: NodeJS.Timeout | null = null;
  /** By job and type, the highest seq that other processes have not been told of. */
  let untold = new Map<string, Notice>();
  let timer: NodeJS.Timeout | null = null;
  let telling = Promise.resolve();

  async function connect(): Promise<void> {
    if (databaseUrl === undefined) return;
    const next: pg.Client & { processID?: number } = new pg.Client({
      connectionString: databaseUrl,
      connectionTimeoutMillis: 5_000,
      // It is silent for long: whatever stands between must not take it for dead, nor it a dead one for silent.
      keepAlive: true,
      keepAliveInitialDelayMillis: 60_000,
    });
    next.on('notification', ({ payload, processId }) => {
      // What this process has told others it knows already.
      if (processId !== next.processID) hear(payload ?? '');
    });
    next.on('error', () => reconnect(next));
    next.on('end', () => reconnect(next));
    try {
      await next.connect();
      keepAsking(next);
      // A wake-up need not outlive a crash, and the lock that NOTIFY takes is then not held while a disk is flushed.
      await next.query('SET synchronous_commit = off');
      await next.query('LISTEN job_event');
      client = next;
    } catch (error) {
      log.warn('cannot listen for job events; trying again', { reason: (error as Error).message });
      reconnect(next);
    }
    if (stopped) await next.end().catch(() => {});
  }

  function reconnect(lost: pg.Client): void {
    lost.removeAllListeners();
    lost.on('error', () => {});
    void lost.end().catch(() => {});
    if (client === lost) client = null;
    if (stopped || retry) return;
    retry = setTimeout(() => {
      retry = null;
      void connect();
    }, 500);
  }

  /** One notice from a transaction that changes a job, or a list from another process's writer. */
  function hear(payload: string): void {
    const said = JSON.parse(payload) as Notice | Notice[];
    for (const notice of Array.isArray(said) ? said : [said]) dispatch(notice);
  }

  function dispatch(notice: Notice): void {
    for (const key of [notice.job_id, '*']) {
      for (const handler of handlers.get(key) ?? []) handler(notice);
    }
  }

  /** One after the other: what comes meanwhile is gathered, so that a slow database is told less often and not more slowly. */
  async function tellOthers(): Promise<void> {
    timer = null;
    const notices = [...untold.values()];
    untold = new Map();
    for (const payload of payloadsOf(notices))
      await client?.query('SELECT pg_notify($1, $2)', ['job_event', payload]).catch(() => {});
  }

  function tellInTurn(): Promise<void> {
    telling = telling.then(tellOthers);
    return telling;
  }

  return {
    start: connect,
    /** Calls the handler for each event of the job (`*`: of any job) until the answer is called. */
    onEvent(jobId: string, handler: Handler): () => void {
      const set = handlers.get(jobId) ?? new Set();
      handlers.set(jobId, set.add(handler));
      return () => {
        set.delete(handler);
        if (set.size === 0) handlers.delete(jobId);
      };
    },
    /** Tells of events that this process has committed: whoever listens here at once, other processes within 20 ms. */
    tell(notices: readonly Notice[]): void {
      for (const notice of notices) {
        untold.set(`${notice.job_id} ${notice.type}`, notice);
        dispatch(notice);
      }
      if (!stopped) timer ??= setTimeout(tellInTurn, gatherMs);
    },
    async stop(): Promise<void> {
      if (timer) clearTimeout(timer);
      stopped = true;
      if (client) await Promise.race([tellInTurn(), sleep(longestFarewellMs, undefined, { ref: false })]);
      if (retry) clearTimeout(retry);
      await client?.end().catch(() => {});
    },
  };
}
export type JobListener = ReturnType<typeof createJobListener>;

/** The notices as JSON lists, each short enough for a notification. */
function payloadsOf(notices: readonly Notice[]): string[] {
  const payloads: string[][] = [];
  let room = 0;
  for (const notice of notices) {
    const json = JSON.stringify(notice);
    if (room < json.length) {
      payloads.push([]);
      room = longestPayload;
    }
    payloads.at(-1)?.push(json);
    room -= json.length + 1;
  }
  return payloads.map((parts) => `[${parts.join(',')}]`);
}
