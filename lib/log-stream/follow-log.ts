import { setTimeout as sleep } from 'node:timers/promises';
import type { Db } from '#lib/db.ts';
import { readEvents } from '#lib/jobs/event-log.ts';
import type { JobListener } from '#lib/jobs/job-listener.ts';
import type { JobEvent } from '#lib/schema/event.ts';
import { isTerminal, type JobStatus } from '#lib/schema/job.ts';

const pageSize = 500;
const pollMs = 1_000;

export type FollowedLog = {
  db: Db;
  listener: JobListener;
  jobId: string;
  after: number;
  signal: AbortSignal;
  /** After how long a silence a sign of life comes; 15 s unless told. */
  heartbeatMs?: number;
};

/**
 * A job's log after a seq: first what is stored, then what comes, in lists; null as a sign of life when nothing
 * came for a while. It reads only as fast as it is asked (nothing piles up for a slow reader) and looks at the log at least
 * once a second, so that it does not depend on being woken. Answers true at the end of the log of a job that has ended
 * or was erased, false when `signal` ended it before.
 */
export async function* followLog(log: FollowedLog): AsyncGenerator<JobEvent[] | null, boolean, undefined> {
  const { db, listener, jobId, signal, heartbeatMs = 15_000 } = log;
  let reached = log.after;
  let wake = () => {};
  const unsubscribe = listener.onEvent(jobId, () => wake());
  try {
    let quietSince = Date.now();
    while (!signal.aborted) {
      const woken = new Promise<void>((resolve) => {
        wake = resolve;
      });
      const job = await db.job.findUnique({ where: { jobId }, select: { status: true, lastSeq: true } });
      if (!job) return true;
      const events =
        job.lastSeq > reached ? await readEvents(db, { jobId, after: reached, limit: pageSize }) : [];
      const last = events.at(-1);
      if (last) {
        reached = last.seq;
        yield events;
        quietSince = Date.now();
      } else if (isTerminal(job.status as JobStatus)) {
        return true;
      } else if (Date.now() - quietSince >= heartbeatMs) {
        yield null;
        quietSince = Date.now();
      } else {
        await Promise.race([woken, pause(pollMs, signal)]);
      }
    }
    return false;
  } finally {
    unsubscribe();
  }
}

const pause = (ms: number, signal: AbortSignal) => sleep(ms, undefined, { signal }).catch(() => {});
