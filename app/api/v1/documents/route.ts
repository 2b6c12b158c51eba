import { jsonResponse, route } from '#lib/http/route.ts';
import { listDocuments } from '#lib/server/list-documents.ts';

export const dynamic = 'force-dynamic';

export const { GET, POST, PUT, PATCH, DELETE } = route({
  /** What the caller uploaded, and what became of every file of the folders. */
  GET: async (_, { userId }) => jsonResponse(await listDocuments(userId)),
});
