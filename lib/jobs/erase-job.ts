import type { Db } from '#lib/db.ts';
import { getJob } from './jobs.ts';

/**
 * Removes an ended job with its log, sources, quotes, drafts and idempotency keys, and the snapshots and pages of the web
 * that no other job rests on. What its model calls cost stays, without what was asked and answered and without the job's name.
 */
export async function eraseJob(db: Db, { jobId, userId }: { jobId: string; userId: string }): Promise<void> {
  await getJob(db, { jobId, userId });
  await db.$transaction(async (tx) => {
    const snapshots = await tx.source.findMany({ where: { jobId }, select: { snapshotId: true } });
    const ids = snapshots.flatMap(({ snapshotId }) => snapshotId ?? []);
    // Renamed one by one: an answered call's step, number and input are unique within a job.
    await tx.$executeRaw`
      UPDATE model_call SET answer = NULL, error = NULL, step = '', input_hash = id::text
      WHERE job_id = ${jobId}::uuid`;
    await tx.idempotencyKey.deleteMany({ where: { jobId } });
    await tx.outbox.deleteMany({ where: { eventId: jobId } });
    await tx.$executeRaw`
      DELETE FROM web_page WHERE url IN (
        SELECT url FROM source WHERE job_id = ${jobId}::uuid
        EXCEPT SELECT url FROM source WHERE job_id <> ${jobId}::uuid)`;
    await tx.job.delete({ where: { jobId } });
    await tx.snapshot.deleteMany({ where: { id: { in: ids }, sources: { none: {} }, quotes: { none: {} } } });
  });
}
