import type { Db } from '#lib/db.ts';
import type { PlaceInLine } from '#lib/schema/job.ts';

/** By so many of the last jobs that began the pace is told. */
const lastBegun = 20;

/**
 * Where jobs that have not begun stand among all that have not, of whichever user, and when they will begin at the pace of the
 * last jobs; nothing for one that has begun. Those that go ahead and the others take turns, the former first; among
 * themselves a step of priority goes as far ahead as a minute of waiting does.
 */
export async function placesInLine(db: Db, jobIds: string[]): Promise<Map<string, PlaceInLine>> {
  if (jobIds.length === 0) return new Map();
  const rows = await db.$queryRaw<{ job_id: string; place: number; ahead: boolean; pace: number | null }[]>`
    WITH line AS (
      SELECT job_id, ahead,
        row_number() OVER (PARTITION BY ahead ORDER BY created_at - priority * interval '1 minute', id) AS nth
      FROM job WHERE status = 'pending'
    ), beside AS (
      SELECT ahead, count(*) AS waiting FROM line GROUP BY 1
    ), begun AS (
      SELECT started_at FROM job WHERE status = 'complete' ORDER BY id DESC LIMIT ${lastBegun}
    )
    SELECT line.job_id, line.ahead,
      (line.nth + least(line.nth - line.ahead::int, coalesce(beside.waiting, 0)))::int AS place,
      (SELECT extract(epoch FROM max(started_at) - min(started_at))::float8 / nullif(count(*) - 1, 0) FROM begun) AS pace
    FROM line LEFT JOIN beside ON beside.ahead <> line.ahead
    WHERE line.job_id = ANY(${jobIds}::uuid[])`;
  return new Map(
    rows.map(({ job_id, place, ahead, pace }) => [
      job_id,
      { place, starts_in_seconds: pace === null ? null : Math.round(place * pace), ahead },
    ]),
  );
}

/** The place of one job; null once it has begun. */
export async function placeInLine(db: Db, jobId: string): Promise<PlaceInLine | null> {
  return (await placesInLine(db, [jobId])).get(jobId) ?? null;
}
