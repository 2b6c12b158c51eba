import { trySource } from '#inngest/try-source.ts';
import { jsonResponse, parse, readJson, route } from '#lib/route.ts';
import { TrySource } from '#lib/schema/source.ts';

export const dynamic = 'force-dynamic';

/** Asks one source one query, now; ends with the request. */
export const { GET, POST, PUT, PATCH, DELETE } = route<{ id: string }>({
  POST: async (request, { params }) => {
    const { query } = parse(TrySource, await readJson(request, { maxBytes: 16 * 1024 }));
    return jsonResponse(await trySource({ id: params.id, query }, { signal: request.signal }));
  },
});
