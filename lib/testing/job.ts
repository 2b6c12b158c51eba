import type { Db } from '#lib/db.ts';
import { createJob } from '#lib/jobs/jobs.ts';

/** Stores a pending research job of the local user for a test; answers its id. */
export async function createTestJob(db: Db): Promise<string> {
  const { job } = await createJob(db, {
    userId: 'local',
    jobType: 'research',
    input: { query: 'q' },
    priority: 5,
    metadata: {},
    deadlineSeconds: 60,
  });
  return job.jobId;
}
