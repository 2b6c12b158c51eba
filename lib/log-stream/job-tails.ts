import pg from 'pg';
import { isPooled, limitedPool } from '#lib/db.ts';
import { asJobEvent, ending } from '#lib/jobs/event-log.ts';
import type { JobListener } from '#lib/jobs/job-listener.ts';
import type { Log } from '#lib/log.ts';
import type { JobEvent } from '#lib/schema/event.ts';
import { isTerminal, type JobStatus } from '#lib/schema/job.ts';

/** So much of a log's end is kept in memory for all who follow it. */
const mostKeptBytes = 1024 * 1024;
const mostKept = 2_000;
const pageSize = 500;
const usualPollMs = 1_000;

/** Somebody who follows a log. */
export type Viewer = {
  /** There is something new, or the log has ended. */
  wake(): void;
  /** It has taken nothing while more than `mostBehindBytes` came: it is let go, and may come back where it was. */
  cut(): void;
  /** What had come, in bytes of the whole log, when it took something last; null while it waits for more. */
  tookAt: number | null;
};

/** A viewer that takes nothing is let go once so much has come meanwhile. */
const mostBehindBytes = 1024 * 1024;

export type Tail = {
  /** The last event that is known; null until the log was looked at. */
  readonly reached: number | null;
  /** After its last event: nothing more will come. */
  readonly ended: boolean;
  /** How much has come, in bytes, since somebody follows. */
  readonly bytes: number;
  /** What came after a seq, from memory; null where that goes back further than memory does. */
  after(seq: number): JobEvent[] | null;
  leave(viewer: Viewer): void;
};

export type JobTails = {
  /** Follows the end of a job's log together with all others in this process that do. */
  join(jobId: string, viewer: Viewer): Tail;
  /** The jobs that somebody follows in this process. */
  followed(): string[];
  /** A page of the log after a seq, from the database. */
  read(jobId: string, after: number): Promise<JobEvent[]>;
  stop(): Promise<void>;
};

/**
 * Reads each job's log once for all who follow it in this process, as it grows, and hands it round in memory. On connections
 * of its own, so that however many follow, nobody else waits for one. It is woken by the listener, and looks at least
 * once a second, so that it does not depend on being woken.
 */
export function createJobTails({
  databaseUrl,
  listener,
  log,
  onFollowed = () => {},
  pollMs = usualPollMs,
  statementMs = 10_000,
}: {
  databaseUrl: string;
  listener: Pick<JobListener, 'onEvent'>;
  log: Log;
  /** Somebody begins to follow a job that nobody followed here. */
  onFollowed?: () => void;
  pollMs?: number;
  /** How long a read may take; the next look tries again. */
  statementMs?: number;
}): JobTails {
  const preparesNothing = isPooled(databaseUrl);
  const pool = new pg.Pool(limitedPool(databaseUrl, { max: 4, patienceMs: 5_000, statementMs }));
  // A connection that is lost while nobody uses it is replaced when the next one is asked for.
  pool.on('error', () => {});
  const tails = new Map<string, ReturnType<typeof createTail>>();

  async function read(jobId: string, after: number): Promise<JobEvent[]> {
    const { rows } = await pool.query<{ seq: number; type: string; data: unknown; at: Date }>({
      ...(!preparesNothing && { name: 'read_log' }),
      text: 'SELECT seq, type, data, at FROM job_event WHERE job_id = $1 AND seq > $2 ORDER BY seq LIMIT $3',
      values: [jobId, after, pageSize],
    });
    return rows.map((row) => asJobEvent({ jobId, ...row }));
  }

  async function look(jobId: string): Promise<{ lastSeq: number; ended: boolean } | null> {
    const { rows } = await pool.query<{ status: string; last_seq: number }>({
      ...(!preparesNothing && { name: 'look_at_job' }),
      text: 'SELECT status, last_seq FROM job WHERE job_id = $1',
      values: [jobId],
    });
    const [row] = rows;
    return row ? { lastSeq: row.last_seq, ended: isTerminal(row.status as JobStatus) } : null;
  }

  function createTail(jobId: string) {
    const viewers = new Set<Viewer>();
    let kept: JobEvent[] = [];
    let keptBytes = 0;
    let sizes: number[] = [];
    let reached: number | null = null;
    let ended = false;
    let bytes = 0;
    let isReading = false;
    let isWoken = false;
    const unsubscribe = listener.onEvent(jobId, () => {
      isWoken = true;
      void readOn();
    });
    const poll = setInterval(() => void readOn(true), pollMs);

    /** Reads until nothing more is there; what wakes it meanwhile lets it look once more. */
    async function readOn(looks = false): Promise<void> {
      if (isReading || ended) return;
      isReading = true;
      try {
        if (reached === null || looks) await lookOn();
        for (let more = reached !== null && !ended; more; ) {
          isWoken = false;
          const events = await read(jobId, reached ?? 0);
          take(events);
          more = (events.length === pageSize || isWoken) && !ended;
        }
      } catch (error) {
        // The next look tries again; whoever follows has lost nothing.
        log.debug('a log could not be read on', { job_id: jobId, reason: (error as Error).message });
      } finally {
        isReading = false;
      }
    }

    async function lookOn(): Promise<void> {
      const job = await look(jobId);
      if (job && reached === null) reached = job.lastSeq;
      // Without a row it was erased; of one that has ended the last event may still be to come.
      if (!job || (job.ended && job.lastSeq === reached)) end();
      else wakeAll();
    }

    function take(events: readonly JobEvent[]): void {
      const last = events.at(-1);
      if (!last) return;
      reached = last.seq;
      for (const event of events) {
        const size = JSON.stringify(event).length;
        kept.push(event);
        sizes.push(size);
        keptBytes += size;
        bytes += size;
      }
      let drop = 0;
      while (kept.length - drop > mostKept || (keptBytes > mostKeptBytes && drop < kept.length))
        keptBytes -= sizes[drop++] ?? 0;
      if (drop > 0) {
        kept = kept.slice(drop);
        sizes = sizes.slice(drop);
      }
      for (const viewer of viewers)
        if (viewer.tookAt !== null && bytes - viewer.tookAt > mostBehindBytes) viewer.cut();
      if (ending.includes(last.type)) end();
      else wakeAll();
    }

    function end(): void {
      ended = true;
      reached ??= 0;
      clearInterval(poll);
      unsubscribe();
      wakeAll();
    }

    function wakeAll(): void {
      for (const viewer of viewers) viewer.wake();
    }

    void readOn();
    return {
      get reached() {
        return reached;
      },
      get ended() {
        return ended;
      },
      get bytes() {
        return bytes;
      },
      after(seq: number): JobEvent[] | null {
        const first = kept[0];
        return first && first.seq <= seq + 1 ? kept.slice(seq + 1 - first.seq) : null;
      },
      join: (viewer: Viewer) => void viewers.add(viewer),
      leave(viewer: Viewer): void {
        viewers.delete(viewer);
        if (viewers.size > 0) return;
        clearInterval(poll);
        unsubscribe();
        if (tails.get(jobId) === this) tails.delete(jobId);
      },
    };
  }

  return {
    join(jobId, viewer) {
      const known = tails.get(jobId);
      const tail = known ?? createTail(jobId);
      tails.set(jobId, tail);
      tail.join(viewer);
      if (!known) onFollowed();
      return tail;
    },
    followed: () => [...tails.keys()],
    read,
    async stop() {
      await pool.end();
    },
  };
}
