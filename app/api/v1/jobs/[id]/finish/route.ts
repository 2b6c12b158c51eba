import { runtime } from '#inngest/runtime.ts';
import { toWire } from '#lib/job-wire.ts';
import { finishEarly } from '#lib/jobs.ts';
import { jsonResponse, route } from '#lib/route.ts';

export const dynamic = 'force-dynamic';

/** Finish now: stop searching, write and judge with what there is. */
export const { GET, POST, PUT, PATCH, DELETE } = route<{ id: string }>({
  POST: async (_request, { params, userId }) =>
    jsonResponse(toWire(await finishEarly(runtime().db, { jobId: params.id, userId }))),
});
