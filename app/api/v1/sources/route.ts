import { runtime } from '#inngest/runtime.ts';
import { jsonResponse, route } from '#lib/route.ts';

export const dynamic = 'force-dynamic';

/** The sources that a research job can ask here. */
export const { GET, POST, PUT, PATCH, DELETE } = route({
  GET: async () =>
    jsonResponse({
      data: runtime().sources.map(({ id, name }) => ({
        id,
        name,
        state: 'on',
        reason: null,
        last_used_at: null,
        last_error: null,
        latency_ms: null,
      })),
    }),
});
