import { jsonResponse, route } from '#lib/http/route.ts';
import { toWire } from '#lib/jobs/job-wire.ts';
import { finishEarly } from '#lib/jobs/jobs.ts';
import { runtime } from '#lib/server/runtime.ts';

export const dynamic = 'force-dynamic';

/** Finish now: stop searching, write and judge with what there is. */
export const { GET, POST, PUT, PATCH, DELETE, OPTIONS } = route<{ id: string }>({
  POST: async (_request, { params, userId }) =>
    jsonResponse(toWire(await finishEarly(runtime().db, { jobId: params.id, userId }))),
});
