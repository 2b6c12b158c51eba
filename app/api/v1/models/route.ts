import { jsonResponse, route } from '#lib/http/route.ts';
import { listModelStates } from '#lib/server/list-model-states.ts';

export const dynamic = 'force-dynamic';

/** Who plays each role, and which servers of models on this machine could; none is used unless it is set. */
export const { GET, POST, PUT, PATCH, DELETE, OPTIONS } = route({
  GET: async () => jsonResponse(listModelStates()),
});
