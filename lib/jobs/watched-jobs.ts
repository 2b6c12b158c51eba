import type { Db } from '#lib/db.ts';

/** So long a job counts as watched after somebody was last seen to have it open. */
const watchedForSeconds = 30;
const mostAtOnce = 100;

/**
 * Notes that somebody has these jobs open, and answers which notes were made. Only of those that have not begun it matters,
 * and a fresh note is not renewed.
 */
export async function keepWatched(db: Db, jobIds: string[]): Promise<string[]> {
  if (jobIds.length === 0) return [];
  const noted = await db.$queryRaw<{ job_id: string }[]>`
    UPDATE job SET watched_until = clock_timestamp() + ${watchedForSeconds} * interval '1 second'
    WHERE job_id = ANY(${jobIds}::uuid[]) AND status = 'pending'
      AND (watched_until IS NULL OR watched_until < clock_timestamp() + ${watchedForSeconds / 2} * interval '1 second')
    RETURNING job_id`;
  return noted.map(({ job_id }) => job_id);
}

/**
 * Tells the engine which of the jobs that wait go ahead now, since somebody has them open, and which no more. `putAhead`
 * answers whether the engine did so; what it did not, the next round asks for again. Those that were noted anew are told again,
 * since the engine may be another by now. Any number of processes may do it.
 */
export async function settleTurns(
  db: Db,
  { noted, putAhead }: { noted: string[]; putAhead: (jobId: string, ahead: boolean) => Promise<boolean> },
): Promise<void> {
  const rows = await db.$queryRaw<{ job_id: string; watched: boolean }[]>`
    SELECT job_id, watched FROM (
      SELECT id, job_id, ahead, coalesce(watched_until > clock_timestamp(), false) AS watched FROM job WHERE status = 'pending'
    ) waiting WHERE ahead <> watched OR job_id = ANY(${noted}::uuid[]) ORDER BY watched DESC, id LIMIT ${mostAtOnce}`;
  for (const { job_id: jobId, watched } of rows) {
    if (!(await putAhead(jobId, watched))) continue;
    await db.job.updateMany({ where: { jobId, status: 'pending' }, data: { ahead: watched } });
  }
}
