import { jsonResponse, parse, readJson, route } from '#lib/http/route.ts';
import { TrySource } from '#lib/schema/source.ts';
import { trySource } from '#lib/server/try-source.ts';

export const dynamic = 'force-dynamic';

/** Asks one source one query, now; ends with the request. */
export const { GET, POST, PUT, PATCH, DELETE, OPTIONS } = route<{ id: string }>({
  POST: async (request, { params, userId }) => {
    const { query } = parse(TrySource, await readJson(request, { maxBytes: 16 * 1024 }));
    return jsonResponse(await trySource({ id: params.id, query, userId }, { signal: request.signal }));
  },
});
