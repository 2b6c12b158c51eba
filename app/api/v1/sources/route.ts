import { jsonResponse, route } from '#lib/http/route.ts';
import { listSourceStates } from '#lib/server/list-source-states.ts';

export const dynamic = 'force-dynamic';

/** Every source there is here, on or off, and how asking it went last. */
export const { GET, POST, PUT, PATCH, DELETE, OPTIONS } = route({
  GET: async () => jsonResponse({ data: await listSourceStates() }),
});
