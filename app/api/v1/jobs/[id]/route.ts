import { z } from 'zod';
import { jsonResponse, noContent, parseQuery, route } from '#lib/http/route.ts';
import { eraseJob } from '#lib/jobs/erase-job.ts';
import { toWire } from '#lib/jobs/job-wire.ts';
import { cancelJob, getJob } from '#lib/jobs/jobs.ts';
import type { Job } from '#lib/schema/job.ts';
import { runtime } from '#lib/server/runtime.ts';

export const dynamic = 'force-dynamic';

const Deletion = z.strictObject({ erase: z.stringbool().default(false) });

/** A job changes only together with its log, but for the usage of a running one, so its last seq is its version. */
const etagOf = (job: Job): string => `"${job.job_id}.${job.last_seq}"`;

export const { GET, POST, PUT, PATCH, DELETE } = route<{ id: string }>({
  /** The job as it is now; 304 to `If-None-Match` when nothing has happened since. */
  GET: async (request, { params, userId }) => {
    const job = toWire(await getJob(runtime().db, { jobId: params.id, userId }));
    const etag = etagOf(job);
    if (request.headers.get('if-none-match') === etag)
      return new Response(null, { status: 304, headers: { etag, 'cache-control': 'private, no-store' } });
    return jsonResponse(job, { headers: { etag } });
  },

  /** Cancels the job; one that has ended is answered unchanged. `?erase=true` removes it then: 204. */
  DELETE: async (request, { params, userId }) => {
    const { db, wakeOutbox } = runtime();
    const { erase } = parseQuery(Deletion, request);
    const job = await cancelJob(db, { jobId: params.id, userId });
    wakeOutbox();
    if (erase) {
      await eraseJob(db, { jobId: params.id, userId });
      wakeOutbox();
      return noContent();
    }
    return jsonResponse(toWire(job));
  },
});
