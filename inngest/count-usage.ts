import type { Db } from '#lib/db.ts';
import { sumCalls } from '#lib/jobs/model-calls.ts';
import { Usage } from '#lib/schema/job.ts';

/** What a job has used so far: its ledger of model calls, its searches and the pages that it has read. */
export async function countUsage(db: Db, jobId: string): Promise<Usage> {
  const [calls, searches, pages] = await Promise.all([
    sumCalls(db, jobId),
    db.jobEvent.count({ where: { jobId, type: 'search-end' } }),
    db.source.count({ where: { jobId, snapshotId: { not: null } } }),
  ]);
  return Usage.parse({ ...calls, searches, pages });
}
