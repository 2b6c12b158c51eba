import type { Db } from '#lib/db.ts';
import { Usage } from '#lib/schema/job.ts';

/** What a job has used so far, counted from its log and its pages. */
export async function countUsage(db: Db, jobId: string): Promise<Usage> {
  const [searches, pages] = await Promise.all([
    db.jobEvent.count({ where: { jobId, type: 'search-end' } }),
    db.source.count({ where: { jobId, snapshotId: { not: null } } }),
  ]);
  return Usage.parse({ searches, pages });
}
