import { listSourceStates } from '#inngest/list-source-states.ts';
import { jsonResponse, route } from '#lib/route.ts';

export const dynamic = 'force-dynamic';

/** Every source there is here, on or off, and how asking it went last. */
export const { GET, POST, PUT, PATCH, DELETE } = route({
  GET: async () => jsonResponse({ data: await listSourceStates() }),
});
