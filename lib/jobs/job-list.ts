import { validate } from 'uuid';
import { z } from 'zod';
import type { Db } from '#lib/db.ts';
import { AppError } from '#lib/errors.ts';
import type { Prisma } from '#lib/generated/prisma/client.ts';
import { jobTypes } from '#lib/job-types/index.ts';
import { JobTypeName } from '#lib/job-types/job-type-of.ts';
import { type JobList, JobStatus, type ListedJob } from '#lib/schema/job.ts';
import { clip } from '#lib/text/clip.ts';
import { headOf } from './job-wire.ts';
import { placesInLine } from './place-in-line.ts';
import { summarizeResults } from './summarize-results.ts';

/** The query of `GET /api/v1/jobs`. */
export const JobFilter = z.strictObject({
  status: JobStatus.optional(),
  job_type: JobTypeName.optional(),
  /** Words that stand in the question, prompt or text, in any case. */
  q: z.string().max(500).optional(),
  created_after: z.iso.datetime({ offset: true }).optional(),
  created_before: z.iso.datetime({ offset: true }).optional(),
  limit: z.coerce.number().int().min(1).max(100).default(20),
  cursor: z.string().max(200).optional(),
});
export type JobFilter = z.infer<typeof JobFilter>;

/** One page of the user's jobs, newest first; the ids are UUIDv7, so their order is the order of creation. */
export async function listJobs(
  db: Db,
  { userId, filter }: { userId: string; filter: JobFilter },
): Promise<JobList> {
  const before = filter.cursor ? readCursor(filter.cursor) : undefined;
  const where: Prisma.JobWhereInput = {
    userId,
    ...(filter.status && { status: filter.status }),
    ...(filter.job_type && { jobType: filter.job_type }),
    ...(filter.q && { OR: asked.map((path) => contains(path, filter.q as string)) }),
    ...(before && { jobId: { lt: before } }),
    ...((filter.created_after || filter.created_before) && {
      createdAt: { gt: filter.created_after, lt: filter.created_before },
    }),
  };
  const [rows, counts] = await Promise.all([
    db.job.findMany({
      where,
      omit: { result: true },
      orderBy: { jobId: 'desc' },
      take: filter.limit + 1,
    }),
    countByStatus(db, userId),
  ]);
  const page = rows.slice(0, filter.limit);
  const last = page.at(-1);
  const ids = page.map(({ jobId }) => jobId);
  const waiting = page.flatMap(({ jobId, status }) => (status === 'pending' ? [jobId] : []));
  const [summaries, places] = await Promise.all([summarizeResults(db, ids), placesInLine(db, waiting)]);
  return {
    data: page.map((row) => {
      const queue = places.get(row.jobId);
      return clipInput({
        ...headOf(row),
        ...(summaries.get(row.jobId) ?? noResult),
        ...(queue && { queue }),
      });
    }),
    next_cursor: rows.length > filter.limit && last ? writeCursor(last.jobId) : null,
    counts,
  };
}

const asked = jobTypes.flatMap(({ searched }) => searched);

const contains = (path: readonly string[], words: string): Prisma.JobWhereInput => ({
  inputData: { path: [...path], string_contains: words, mode: 'insensitive' },
});

const noResult = { judge: null, partial: false, winner: null };
const clippedLength = 500;

/**
 * Inputs may be large; in a list a text stands with its beginning, of a chat the last message, and what else is long
 * only in the job itself.
 */
function clipInput(job: ListedJob): ListedJob {
  const clipped = Object.entries(job.input_data).flatMap(([name, value]) => {
    if (typeof value === 'string') return [[name, clip(value, clippedLength)]];
    if (name === 'messages' && Array.isArray(value)) return [[name, value.slice(-1).map(clipMessage)]];
    return JSON.stringify(value).length > clippedLength ? [] : [[name, value]];
  });
  return { ...job, input_data: Object.fromEntries(clipped) };
}

const clipMessage = (message: { content: string }) => ({
  ...message,
  content: clip(message.content, clippedLength),
});

async function countByStatus(db: Db, userId: string): Promise<JobList['counts']> {
  const groups = await db.job.groupBy({ by: ['status'], where: { userId }, _count: true });
  const counts = Object.fromEntries(JobStatus.options.map((status) => [status, 0])) as JobList['counts'];
  for (const group of groups) counts[group.status as JobStatus] = group._count;
  return counts;
}

const writeCursor = (jobId: string): string => Buffer.from(jobId).toString('base64url');

function readCursor(cursor: string): string {
  const jobId = Buffer.from(cursor, 'base64url').toString();
  if (!validate(jobId)) throw new AppError('invalid_request', 'cursor: pass next_cursor back unchanged.');
  return jobId;
}
