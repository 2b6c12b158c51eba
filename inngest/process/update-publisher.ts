import pg from 'pg';
import { type Db, keepAsking } from '#lib/db.ts';
import type { JobListener } from '#lib/jobs/job-listener.ts';
import type { Log } from '#lib/log.ts';
import type { JobStatus } from '#lib/schema/job.ts';
import type { JobUpdate } from '#lib/schema/job-update.ts';

/** At most four updates a second for a job. */
const everyMs = 250;
const leaderEveryMs = 2_000;
const lookEveryMs = 1_000;
const leaderLock = 7_270_738;

/** Ends the connection $2 if it still holds the lock. */
const endHolder = `
  SELECT pg_terminate_backend(pid) FROM pg_locks WHERE locktype = 'advisory' AND classid = 0 AND objid = $1 AND pid = $2
    AND database = (SELECT oid FROM pg_database WHERE datname = current_database())`;

/**
 * Publishes where jobs stand, after each change and at most four times a second a job; the last state always goes
 * out. Of all processes on a database one publishes (the holder of an advisory lock, which PostgreSQL takes from a
 * process that dies), so that a client is not woken twice. Without an address where a lock can be held (`databaseUrl`
 * undefined: a pool between) each publishes.
 */
export function createUpdatePublisher({
  db,
  databaseUrl,
  listener,
  publish,
  log,
}: {
  db: Db;
  databaseUrl: string | undefined;
  listener: JobListener;
  publish: (update: JobUpdate, userId: string) => Promise<void>;
  log: Log;
}) {
  const waiting = new Map<string, NodeJS.Timeout | null>();
  let leader: pg.Client | null = null;
  let ledBy = 0;
  let timer: NodeJS.Timeout | null = null;
  let seen = new Map<string, number>();
  let stopped = false;
  let unsubscribe = () => {};

  const leads = () => leader !== null || databaseUrl === undefined;

  /** The first change goes out at once, the changes of the next 250 ms together. */
  function changed(jobId: string): void {
    if (!leads() || stopped) return;
    if (waiting.has(jobId)) {
      if (waiting.get(jobId) === null)
        waiting.set(
          jobId,
          setTimeout(() => void send(jobId), everyMs),
        );
      return;
    }
    void send(jobId);
  }

  async function send(jobId: string): Promise<void> {
    waiting.set(jobId, null);
    setTimeout(() => waiting.get(jobId) === null && waiting.delete(jobId), everyMs).unref();
    try {
      const job = await db.job.findUnique({ where: { jobId } });
      if (!job || stopped) return;
      const { status, phase, progress, lastSeq } = job;
      const update: JobUpdate = {
        type: 'job_update',
        job_id: jobId,
        status: status as JobStatus,
        phase,
        progress,
        last_seq: lastSeq,
      };
      await publish(update, job.userId);
    } catch (error) {
      if (!stopped)
        log.debug('an update was not published', { job_id: jobId, reason: (error as Error).message });
    }
  }

  /** Becomes the one that publishes when nobody is, and stays it while its connection lives. */
  async function lead(): Promise<void> {
    if (leads() || stopped) return;
    const client: pg.Client & { processID?: number } = new pg.Client({
      connectionString: databaseUrl,
      connectionTimeoutMillis: 5_000,
      keepAlive: true,
      keepAliveInitialDelayMillis: 60_000,
    });
    client.on('error', () => {
      if (leader === client) leader = null;
    });
    try {
      await client.connect();
      keepAsking(client);
      // A connection of its own that died without a word would lead for as long as PostgreSQL takes it to be there.
      await client.query(endHolder, [leaderLock, ledBy]);
      const { rows } = await client.query<{ leads: boolean }>('SELECT pg_try_advisory_lock($1) AS leads', [
        leaderLock,
      ]);
      if (rows[0]?.leads && !stopped) {
        leader = client;
        ledBy = client.processID ?? 0;
        await catchUp();
        return;
      }
    } catch {
      // The database is away; the next turn tries again.
    }
    await client.end().catch(() => {});
  }

  /** Where nobody can be told, jobs are looked at: those whose log has grown have changed. */
  async function look(): Promise<void> {
    const rows = await recentJobs().catch(() => []);
    const before = seen;
    seen = new Map(rows.map(({ job_id: jobId, last_seq: seq }) => [jobId, seq]));
    for (const [jobId, seq] of seen) if (before.get(jobId) !== seq) changed(jobId);
  }

  const recentJobs = () =>
    db.$queryRaw<{ job_id: string; last_seq: number }[]>`
      SELECT job_id, last_seq FROM job WHERE completed_at IS NULL OR completed_at > now() - interval '30 seconds'
      ORDER BY id DESC LIMIT 500`;

  /** What changed while nobody published is told by whoever publishes next. */
  async function catchUp(): Promise<void> {
    for (const { job_id: jobId } of await recentJobs()) changed(jobId);
  }

  return {
    async start(): Promise<void> {
      unsubscribe = listener.onEvent('*', ({ job_id }) => changed(job_id));
      if (databaseUrl === undefined) timer = setInterval(() => void look(), lookEveryMs);
      else {
        await lead();
        timer = setInterval(() => void lead(), leaderEveryMs);
      }
    },
    async stop(): Promise<void> {
      stopped = true;
      unsubscribe();
      if (timer) clearInterval(timer);
      for (const pending of waiting.values()) if (pending) clearTimeout(pending);
      await leader?.end().catch(() => {});
    },
  };
}
