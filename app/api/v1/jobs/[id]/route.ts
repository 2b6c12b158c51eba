import { runtime } from '#inngest/runtime.ts';
import { toWire } from '#lib/job-wire.ts';
import { cancelJob, getJob } from '#lib/jobs.ts';
import { jsonResponse, route } from '#lib/route.ts';
import type { Job } from '#lib/schema/job.ts';

export const dynamic = 'force-dynamic';

/** A job changes only together with its log, but for the usage of a running one, so its last seq is its version. */
const etagOf = (job: Job): string => `"${job.job_id}.${job.last_seq}"`;

export const { GET, POST, PUT, PATCH, DELETE } = route<{ id: string }>({
  /** The job as it is now; 304 to `If-None-Match` when nothing has happened since. */
  GET: async (request, { params, userId }) => {
    const job = toWire(await getJob(runtime().db, { jobId: params.id, userId }));
    const etag = etagOf(job);
    if (request.headers.get('if-none-match') === etag)
      return new Response(null, { status: 304, headers: { etag } });
    return jsonResponse(job, { headers: { etag } });
  },

  /** Cancels the job; one that has ended is answered unchanged. */
  DELETE: async (_request, { params, userId }) => {
    const { db, wakeOutbox } = runtime();
    const job = await cancelJob(db, { jobId: params.id, userId });
    wakeOutbox();
    return jsonResponse(toWire(job));
  },
});
