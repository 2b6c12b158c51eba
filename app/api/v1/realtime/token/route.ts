import { z } from 'zod';
import { getSubscriptionKey } from '#inngest/process/subscription-token.ts';
import { isFromListedPage } from '#lib/http/request-origin.ts';
import { jsonResponse, parse, readJson, route } from '#lib/http/route.ts';
import { sealFor } from '#lib/http/socket-guard.ts';
import { getJob } from '#lib/jobs/jobs.ts';
import { isLoopbackName, publicUrl } from '#lib/public-url.ts';
import { runtime } from '#lib/server/runtime.ts';

export const dynamic = 'force-dynamic';

const Wish = z.strictObject({ job_id: z.string().optional() });

/**
 * A short-lived token for the caller's own channel, or with `{job_id}` for that job's: `{key, apiBaseUrl}`. The address
 * is the one by which the product was asked, with the public path; it hands the WebSocket on to the engine.
 */
export const { GET, POST, PUT, PATCH, DELETE, OPTIONS } = route(
  {
    POST: async (request, { caller, userId }) => {
      const { job_id: jobId } = parse(Wish, await readJson(request, { maxBytes: 1024 }));
      if (jobId !== undefined) await getJob(runtime().db, { jobId, userId });
      const key = await getSubscriptionKey(jobId === undefined ? { userId } : { jobId });
      const sealed = sealFor(caller, key, runtime().config);
      return jsonResponse({ key: sealed, apiBaseUrl: addressOf(request) });
    },
  },
  // Changes nothing: who may read may hear of it.
  { takes: { POST: 'read' } },
);

/** The public address; a page that this machine's browser opened on loopback stays there. */
function addressOf(request: Request): string {
  const { protocol, host } = new URL(request.url);
  const origin = isFromListedPage(request) ? null : request.headers.get('origin');
  const address = publicUrl();
  if (!address) return origin ?? `${protocol}//${request.headers.get('host') ?? host}`;
  const isLocal = origin !== null && origin !== address.origin && isLoopbackName(new URL(origin).hostname);
  return isLocal ? origin + address.path : address.href;
}
