import { AppError } from '#lib/errors.ts';
import type { Prisma } from '#lib/generated/prisma/client.ts';
import { hasEnded } from '#lib/jobs/jobs.ts';

/**
 * Takes an uploaded document out of the evidence of its owner's jobs: text, quotes, and what models answered in them.
 * What a report says stays, with citations whose quotes are gone. Throws `conflict` while a job that uses it has not ended.
 */
export async function erasePages(
  tx: Prisma.TransactionClient,
  { userId, url, uploadId }: { userId: string; url: string; uploadId: string },
): Promise<void> {
  const isOfIt = { OR: [{ url }, { url: { startsWith: `${url}#part=` } }] };
  const pages = await tx.source.findMany({
    where: { ...isOfIt, job: { userId } },
    select: { id: true, jobId: true, snapshotId: true, job: { select: { status: true } } },
  });
  const [naming] = await tx.$queryRaw<{ count: bigint }[]>`
    SELECT count(*) FROM job WHERE user_id = ${userId} AND status IN ('pending', 'in_progress', 'waiting')
      AND input_data->'documents' ? ${uploadId}`;
  if (naming?.count || pages.some(({ job }) => !hasEnded(job)))
    throw new AppError('conflict', 'A job that uses this document has not ended: wait for it, or cancel it.');
  const jobs = [...new Set(pages.map(({ jobId }) => jobId))];
  const snapshots = pages.flatMap(({ snapshotId }) => snapshotId ?? []);
  await tx.quote.deleteMany({ where: { ...isOfIt, jobId: { in: jobs } } });
  await tx.source.updateMany({
    where: { id: { in: pages.map(({ id }) => id) } },
    data: { snapshotId: null, failure: 'This document was erased.', data: {} },
  });
  // Renamed one by one: an answered call's step, number and input are unique within a job.
  await tx.$executeRaw`
    UPDATE model_call SET answer = NULL, error = NULL, step = '', input_hash = id::text
    WHERE job_id = ANY(${jobs}::uuid[])`;
  await tx.snapshot.deleteMany({
    where: { id: { in: snapshots }, sources: { none: {} }, quotes: { none: {} } },
  });
}
