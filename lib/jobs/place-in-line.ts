import type { Db } from '#lib/db.ts';
import type { PlaceInLine } from '#lib/schema/job.ts';

/** By so many of the last jobs that began the pace is told. */
const lastBegun = 20;

/**
 * Where a job that has not begun stands among all that have not, of whichever user, and when it will begin at the pace of the
 * last jobs; null once it has begun. A step of priority goes as far ahead as a minute of waiting does.
 */
export async function placeInLine(db: Db, jobId: string): Promise<PlaceInLine | null> {
  const [row] = await db.$queryRaw<{ place: number; pace: number | null }[]>`
    SELECT 1 + (
        SELECT count(*)::int FROM job other WHERE other.status = 'pending'
          AND (other.created_at - other.priority * interval '1 minute', other.id)
            < (mine.created_at - mine.priority * interval '1 minute', mine.id)
      ) AS place, (
        SELECT extract(epoch FROM max(started_at) - min(started_at))::float8 / nullif(count(*) - 1, 0) FROM (
          SELECT started_at FROM job WHERE status = 'complete' ORDER BY id DESC LIMIT ${lastBegun}
        ) AS begun
      ) AS pace
    FROM job mine WHERE mine.job_id = ${jobId}::uuid AND mine.status = 'pending'`;
  if (!row) return null;
  const { place, pace } = row;
  return { place, starts_in_seconds: pace === null ? null : Math.round(place * pace) };
}
