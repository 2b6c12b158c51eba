import pg from 'pg';
import type { Log } from '#lib/log.ts';

type Notice = { job_id: string; seq: number; type: string };
type Handler = (notice: Notice) => void;

/**
 * Hears of every event that is appended to any job's log, over one LISTEN connection. It only wakes: whoever waits
 * also looks at the row from time to time, so that a lost connection costs a moment and not an event.
 */
export function createJobListener({ databaseUrl, log }: { databaseUrl: string; log: Log }) {
  const handlers = new Map<string, Set<Handler>>();
  let client: pg.Client | null = null;
  let stopped = false;
  let retry: NodeJS.Timeout | null = null;

  async function connect(): Promise<void> {
    const next = new pg.Client({ connectionString: databaseUrl, keepAlive: true });
    next.on('notification', ({ payload }) => dispatch(payload ?? ''));
    next.on('error', () => reconnect(next));
    next.on('end', () => reconnect(next));
    try {
      await next.connect();
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

  function dispatch(payload: string): void {
    const notice = JSON.parse(payload) as Notice;
    for (const key of [notice.job_id, '*']) {
      for (const handler of handlers.get(key) ?? []) handler(notice);
    }
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
    async stop(): Promise<void> {
      stopped = true;
      if (retry) clearTimeout(retry);
      await client?.end().catch(() => {});
    },
  };
}
export type JobListener = ReturnType<typeof createJobListener>;
