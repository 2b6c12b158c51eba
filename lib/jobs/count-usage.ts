import type { Db } from '#lib/db.ts';
import { postgresJson } from '#lib/postgres-text.ts';
import { isTerminal, type JobStatus, Usage } from '#lib/schema/job.ts';
import { appendEvent, type Transaction } from './event-log.ts';
import { sumCalls } from './model-calls.ts';

/** What a job has used so far: its ledger of model calls, its searches and the pages that it has read. */
export async function countUsage(db: Db | Transaction, jobId: string): Promise<Usage> {
  const calls = await sumCalls(db, jobId);
  const searches = await db.jobEvent.count({ where: { jobId, type: 'search-end' } });
  const pages = await db.source.count({ where: { jobId, snapshotId: { not: null } } });
  return Usage.parse({ ...calls, searches, pages });
}

/**
 * Brings the usage on a job's row up to what it has used by now, and tells it in the log under the key; does neither
 * where nothing has changed. A job that has ended takes no event: then only its row is mended, for a call that was
 * still open when it ended.
 */
export async function updateUsage(
  db: Db,
  { jobId, key }: { jobId: string; key?: string | undefined },
): Promise<void> {
  if (key === undefined && !(await hasEnded(db, jobId))) return;
  await db.$transaction(async (tx) => {
    const rows = await tx.$queryRaw<{ status: JobStatus; usage: unknown }[]>`
      SELECT status, usage FROM job WHERE job_id = ${jobId}::uuid FOR UPDATE`;
    const [row] = rows;
    if (!row || (key === undefined && !isTerminal(row.status))) return;
    const usage = await writeUsage(tx, { jobId, known: row.usage });
    if (usage && key !== undefined) await appendEvent(tx, { jobId, key, event: { type: 'usage', usage } });
  });
}

/** Asked for with each call of a model: in one statement, which waits for whoever is about to end the job. */
async function hasEnded(db: Db, jobId: string): Promise<boolean> {
  const rows = await db.$queryRaw<{ status: JobStatus }[]>`
    SELECT status FROM job WHERE job_id = ${jobId}::uuid FOR SHARE`;
  return rows.some(({ status }) => isTerminal(status));
}

/** Writes what a job has used on its row; answers it, null where the row says so already. */
export async function writeUsage(
  tx: Transaction,
  { jobId, known }: { jobId: string; known: unknown },
): Promise<Usage | null> {
  const usage = await countUsage(tx, jobId);
  if (postgresJson(usage) === postgresJson(Usage.parse(known))) return null;
  await tx.$executeRaw`UPDATE job SET usage = ${postgresJson(usage)}::jsonb WHERE job_id = ${jobId}::uuid`;
  return usage;
}
