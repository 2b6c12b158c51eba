import { readEvidence } from '#lib/evidence/evidence.ts';
import { jsonResponse, route } from '#lib/http/route.ts';
import { getJob } from '#lib/jobs/jobs.ts';
import { runtime } from '#lib/server/runtime.ts';

export const dynamic = 'force-dynamic';

/** Every page that the job found and every quote that it took, each with the text around it. */
export const { GET, POST, PUT, PATCH, DELETE, OPTIONS } = route<{ id: string }>({
  GET: async (_request, { params, userId }) => {
    const { db } = runtime();
    const job = await getJob(db, { jobId: params.id, userId });
    return jsonResponse(await readEvidence(db, job.jobId));
  },
});
