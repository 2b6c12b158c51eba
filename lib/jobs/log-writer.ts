import { setTimeout as sleep } from 'node:timers/promises';
import pg from 'pg';
import { databaseFault, isPooled, limitedPool } from '#lib/db.ts';
import { AppError } from '#lib/errors.ts';
import { postgresJson } from '#lib/postgres-text.ts';
import { EventBody, type Told } from '#lib/schema/event.ts';
import type { Notice } from './job-listener.ts';

/** So much goes into one commit at most. */
const mostEvents = 500;
const mostBytes = 1024 * 1024;
/** A commit that takes longer, such as one that waits for a job's row, lets a second one begin: never with events of the same job. */
const patienceMs = 20;
const mostCommits = 2;
/** How long a database that is away is waited for; it is tried at first soon, later every two seconds. */
const outageMs = 300_000;
const firstPauseMs = 50;
const longestPauseMs = 2_000;

export type LogWriter = {
  /**
   * Appends events to a job's log in their order, after all that was given for it before; resolves once they are
   * committed. A key that stands already adds nothing, nor does a job that has ended. A database that is away is waited
   * for, for five minutes. Rejects when they could not be stored, and then none of them was.
   */
  append(jobId: string, events: readonly Told[]): Promise<void>;
  /** Waits for what was given by now; takes nothing more. */
  stop(): Promise<void>;
};

type Entry = {
  jobId: string;
  /** Each event as JSON. */
  rows: string[];
  bytes: number;
  resolve: () => void;
  reject: (error: unknown) => void;
};

/**
 * The one writer of this process to the logs of all jobs. What is given while a commit is under way goes into the next
 * one together, so that nothing waits while there is nothing to do, and much to do costs few commits. On
 * connections of its own: neither stages nor readers hold it up. `onAppended` hears of what has been committed.
 */
export function createLogWriter({
  databaseUrl,
  statementMs = 10_000,
  onAppended,
}: {
  databaseUrl: string;
  /** How long a commit may take; then it is tried again. */
  statementMs?: number;
  onAppended: (notices: Notice[]) => void;
}): LogWriter {
  const preparesNothing = isPooled(databaseUrl);
  const pool = new pg.Pool(limitedPool(databaseUrl, { max: mostCommits, patienceMs: 5_000, statementMs }));
  // A connection that is lost while nobody uses it is replaced when the next one is asked for.
  pool.on('error', () => {});
  let waiting: Entry[] = [];
  const atWork = new Set<Promise<void>>();
  const busyJobs = new Set<string>();
  let stopped = false;

  let patience: NodeJS.Timeout | null = null;
  let begins = false;

  /** Not at once: what is told in one turn of the event loop belongs together. */
  function beginSoon(): void {
    if (begins) return;
    begins = true;
    setImmediate(() => {
      begins = false;
      begin();
    });
  }

  function begin(): void {
    if (atWork.size >= mostCommits || (atWork.size > 0 && patience)) return;
    const batch = takeBatch();
    if (batch.length === 0) return;
    const jobs = new Set(batch.map(({ jobId }) => jobId));
    for (const jobId of jobs) busyJobs.add(jobId);
    const work = write(batch).finally(() => {
      for (const jobId of jobs) busyJobs.delete(jobId);
      atWork.delete(work);
      if (patience) clearTimeout(patience);
      patience = null;
      if (waiting.length > 0) beginSoon();
    });
    atWork.add(work);
    patience ??= setTimeout(() => {
      patience = null;
      begin();
    }, patienceMs);
  }

  /** Takes what has waited longest, of jobs that no commit is at work on. */
  function takeBatch(): Entry[] {
    const batch: Entry[] = [];
    const left: Entry[] = [];
    const passed = new Set<string>();
    let events = 0;
    let bytes = 0;
    for (const entry of waiting) {
      const fits =
        batch.length === 0 || (events + entry.rows.length <= mostEvents && bytes + entry.bytes <= mostBytes);
      if (!fits || busyJobs.has(entry.jobId) || passed.has(entry.jobId)) {
        passed.add(entry.jobId);
        left.push(entry);
        continue;
      }
      batch.push(entry);
      events += entry.rows.length;
      bytes += entry.bytes;
    }
    waiting = left;
    return batch;
  }

  /** One entry that cannot be stored must not take others with it: they are then written one by one. */
  async function write(
    batch: readonly Entry[],
    { until = performance.now() + outageMs, pauseMs = firstPauseMs } = {},
  ): Promise<void> {
    try {
      const notices = await commit(batch);
      for (const { resolve } of batch) resolve();
      if (notices.length > 0) onAppended(notices);
    } catch (thrown) {
      const error = asAppError(thrown);
      // Nothing of these jobs goes out before it, so that order stays.
      if (error !== thrown && !stopped && performance.now() < until) {
        await sleep(pauseMs);
        return write(batch, { until, pauseMs: Math.min(2 * pauseMs, longestPauseMs) });
      }
      if (batch.length === 1 || error !== thrown) for (const { reject } of batch) reject(error);
      else for (const entry of batch) await write([entry]);
    }
  }

  async function commit(batch: readonly Entry[]): Promise<Notice[]> {
    const { rows } = await pool.query<Notice>({
      ...(!preparesNothing && { name: 'append_job_events' }),
      text: 'SELECT job_id, seq, type FROM append_job_events($1::jsonb)',
      values: [`[${batch.flatMap(({ rows }) => rows).join(',')}]`],
    });
    return rows;
  }

  return {
    append(jobId, events) {
      if (stopped) return Promise.reject(new AppError('database_unavailable', 'The process is stopping.'));
      if (events.length === 0) return Promise.resolve();
      const rows = events.map(({ key, event }) => {
        const { type, ...data } = EventBody.parse(event);
        return postgresJson({ job_id: jobId, key, type, data });
      });
      const bytes = rows.reduce((sum, row) => sum + row.length, 0);
      const { promise, resolve, reject } = Promise.withResolvers<void>();
      waiting.push({ jobId, rows, bytes, resolve, reject });
      beginSoon();
      return promise;
    },
    async stop() {
      stopped = true;
      while (atWork.size > 0 || waiting.length > 0) {
        if (atWork.size === 0) begin();
        await Promise.allSettled(atWork);
      }
      await pool.end();
    },
  };
}

/** What PostgreSQL says against a statement has a code of five characters; everything else is that it cannot be reached. */
function asAppError(thrown: unknown): unknown {
  const code = String((thrown as { code?: unknown } | null)?.code ?? '');
  const isStatement = /^[0-9A-Z]{5}$/.test(code) && !/^(57P0[123]|53300|53100|08)/.test(code);
  const known = databaseFault(thrown);
  if (known || isStatement) return known ?? thrown;
  return new AppError('database_unavailable', 'The database cannot be reached; try again in a moment.', {
    cause: thrown,
    retryAfterSeconds: 2,
  });
}
