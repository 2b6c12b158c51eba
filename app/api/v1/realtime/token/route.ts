import { z } from 'zod';
import { getSubscriptionKey } from '#inngest/process/subscription-token.ts';
import { jsonResponse, parse, readJson, route } from '#lib/http/route.ts';
import { getJob } from '#lib/jobs/jobs.ts';
import { runtime } from '#lib/server/runtime.ts';

export const dynamic = 'force-dynamic';

const Wish = z.strictObject({ job_id: z.string().optional() });

/**
 * A short-lived token for the caller's own channel, or with `{job_id}` for that job's: `{key, apiBaseUrl}`. The address
 * is the page's own origin, which hands the WebSocket on to the engine.
 */
export const { GET, POST, PUT, PATCH, DELETE } = route(
  {
    POST: async (request, { userId }) => {
      const { job_id: jobId } = parse(Wish, await readJson(request, { maxBytes: 1024 }));
      if (jobId !== undefined) await getJob(runtime().db, { jobId, userId });
      const key = await getSubscriptionKey(jobId === undefined ? { userId } : { jobId });
      const { protocol, host } = new URL(request.url);
      const origin = request.headers.get('origin') ?? `${protocol}//${request.headers.get('host') ?? host}`;
      return jsonResponse({ key, apiBaseUrl: origin });
    },
  },
  // Changes nothing: who may read may hear of it.
  { takes: { POST: 'read' } },
);
