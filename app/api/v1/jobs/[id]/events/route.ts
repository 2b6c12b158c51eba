import { z } from 'zod';
import { jsonResponse, parseQuery, route } from '#lib/http/route.ts';
import { readEventPage } from '#lib/jobs/event-log.ts';
import { getJob, hasEnded } from '#lib/jobs/jobs.ts';
import { runtime } from '#lib/server/runtime.ts';

export const dynamic = 'force-dynamic';

const Query = z.strictObject({
  starting_after: z
    .string()
    .regex(/^\d{1,10}$/, 'Digits alone: the seq of the last event that you have')
    .transform(Number)
    .pipe(z.number().max(2_147_483_647))
    .default(0),
  limit: z.coerce.number().int().min(1).max(1000).default(200),
});

/** The same events as the stream, as pages. */
export const { GET, POST, PUT, PATCH, DELETE, OPTIONS } = route<{ id: string }>({
  GET: async (request, { params, userId }) => {
    const { db } = runtime();
    const { starting_after: after, limit } = parseQuery(Query, request);
    const job = await getJob(db, { jobId: params.id, userId });
    const page = { jobId: job.jobId, after, limit, lastSeq: job.lastSeq, ended: hasEnded(job) };
    return jsonResponse(await readEventPage(db, page));
  },
});
