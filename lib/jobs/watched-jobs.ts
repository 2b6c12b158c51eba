import type { Db } from '#lib/db.ts';

/** So long a job counts as watched after somebody was last seen to have it open. */
const watchedForSeconds = 30;
const mostAtOnce = 100;

/** Notes that somebody has these jobs open. Only of those that have not begun it matters, and a fresh note is not renewed. */
export async function keepWatched(db: Db, jobIds: string[]): Promise<void> {
  if (jobIds.length === 0) return;
  await db.$executeRaw`
    UPDATE job SET watched_until = clock_timestamp() + ${watchedForSeconds} * interval '1 second'
    WHERE job_id = ANY(${jobIds}::uuid[]) AND status = 'pending'
      AND (watched_until IS NULL OR watched_until < clock_timestamp() + ${watchedForSeconds / 2} * interval '1 second')`;
}

/**
 * Tells the engine which of the jobs that wait go ahead now, since somebody has them open, and which no more. `putAhead`
 * answers whether the engine did so; what it did not, the next round asks for again. Any number of processes may do it.
 */
export async function settleTurns(
  db: Db,
  putAhead: (jobId: string, ahead: boolean) => Promise<boolean>,
): Promise<void> {
  const rows = await db.$queryRaw<{ job_id: string; watched: boolean }[]>`
    SELECT job_id, watched FROM (
      SELECT id, job_id, ahead, coalesce(watched_until > clock_timestamp(), false) AS watched FROM job WHERE status = 'pending'
    ) waiting WHERE ahead <> watched ORDER BY watched DESC, id LIMIT ${mostAtOnce}`;
  for (const { job_id: jobId, watched } of rows) {
    if (!(await putAhead(jobId, watched))) continue;
    await db.job.updateMany({ where: { jobId, status: 'pending' }, data: { ahead: watched } });
  }
}
