import type { Db } from '#lib/db.ts';
import { AppError } from '#lib/errors.ts';
import type { JobListener } from '#lib/jobs/job-listener.ts';
import { seeRun } from '#lib/jobs/job-run.ts';
import { hasEnded } from '#lib/jobs/jobs.ts';

const pollMs = 1_000;
const looksBetweenSightings = 10;

/**
 * Watches a job while a step works on it: the signal aborts as soon as the job has ended (somebody cancelled it), another
 * run works on it, or its deadline is over. `reason()` then says why. `finishing` aborts when somebody asked to finish
 * now. Meanwhile the row is told that the run lives.
 */
export function watchJob({
  db,
  listener,
  jobId,
  runId,
  leftMs,
  finishRequested,
}: {
  db: Db;
  listener: JobListener;
  jobId: string;
  runId: string;
  /** How long its steps may go on; null where they have no end. */
  leftMs: number | null;
  finishRequested: boolean;
}) {
  const controller = new AbortController();
  const finishing = new AbortController();
  let reason: AppError | null = null;
  const abort = (error: AppError) => {
    reason ??= error;
    controller.abort(error);
  };
  let isReplaced = false;
  let looks = 0;
  const look = async () => {
    const row = await db.job
      .findUnique({ where: { jobId }, select: { status: true, finishRequestedAt: true, runId: true } })
      .catch(() => undefined);
    if (row && row.runId !== runId) isReplaced = true;
    if (row === null || (row && hasEnded(row)) || isReplaced) abort(new AppError('job_ended'));
    else if (row?.finishRequestedAt) finishing.abort();
    looks += 1;
    if (looks % looksBetweenSightings === 0) await seeRun(db, { jobId, runId }).catch(() => {});
  };
  if (finishRequested) finishing.abort();
  const poll = setInterval(look, pollMs);
  const unsubscribe = listener.onEvent(jobId, ({ type }) => {
    if (type === 'job-cancelled' || type === 'job-failed') abort(new AppError('job_ended'));
    if (type === 'warning') void look();
  });
  const deadline =
    leftMs === null
      ? null
      : setTimeout(
          () => abort(new AppError('deadline_exceeded')),
          Math.min(Math.max(leftMs, 0), 2 ** 31 - 1),
        );
  return {
    signal: controller.signal,
    finishing: finishing.signal,
    reason: () => reason,
    /** Whether another run works on the job. */
    isReplaced: () => isReplaced,
    stop() {
      clearInterval(poll);
      if (deadline) clearTimeout(deadline);
      unsubscribe();
    },
  };
}
