import type { Db } from '#lib/db.ts';
import type { Prisma } from '#lib/generated/prisma/client.ts';
import { postgresJson } from '#lib/postgres-text.ts';
import { EventBody, type EventPage, type JobEvent } from '#lib/schema/event.ts';

export type Transaction = Prisma.TransactionClient;

/** The events that end a log: each comes in the transaction that ends its job. */
export const ending: readonly string[] = ['job-complete', 'job-failed', 'job-cancelled'];

/**
 * Appends one event to a job's log, in the caller's transaction if it has one, and wakes listeners when that commits. Answers the
 * event's seq; null when the key already stands there or the job has ended, and then nothing was written.
 */
export async function appendEvent(
  tx: Pick<Transaction, '$queryRaw'>,
  { jobId, key, event }: { jobId: string; key: string; event: EventBody },
): Promise<number | null> {
  const { type, ...data } = EventBody.parse(event);
  const rows = await tx.$queryRaw<{ seq: number | null }[]>`
    SELECT append_job_event(${jobId}::uuid, ${key}, ${type}, ${postgresJson(data)}::jsonb,
      ${ending.includes(type)}) AS seq`;
  return rows[0]?.seq ?? null;
}

/** The events of a job after a seq, oldest first, at most `limit`; what clients are sent. */
export async function readEvents(
  db: Db | Transaction,
  { jobId, after, limit }: { jobId: string; after: number; limit: number },
): Promise<JobEvent[]> {
  const rows = await db.jobEvent.findMany({
    where: { jobId, seq: { gt: after } },
    orderBy: { seq: 'asc' },
    take: limit,
  });
  return rows.map(asJobEvent);
}

/** A row of the log as clients are sent it. */
export const asJobEvent = ({
  jobId,
  seq,
  type,
  data,
  at,
}: {
  jobId: string;
  seq: number;
  type: string;
  data: unknown;
  at: Date;
}): JobEvent => ({ type, seq, job_id: jobId, at: at.toISOString(), ...(data as object) }) as JobEvent;

/** One page of a job's log as JSON clients read it. */
export async function readEventPage(
  db: Db,
  {
    jobId,
    after,
    limit,
    lastSeq,
    ended,
  }: { jobId: string; after: number; limit: number; lastSeq: number; ended: boolean },
): Promise<EventPage> {
  const data = await readEvents(db, { jobId, after, limit });
  const reached = data.at(-1)?.seq ?? after;
  return { data, last_seq: lastSeq, has_more: reached < lastSeq, ended };
}
