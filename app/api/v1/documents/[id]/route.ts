import { z } from 'zod';
import { getUpload, removeUpload } from '#lib/documents/keep-upload.ts';
import { jsonResponse, noContent, parseQuery, route } from '#lib/http/route.ts';
import { toDocument } from '#lib/server/list-documents.ts';
import { runtime } from '#lib/server/runtime.ts';

export const dynamic = 'force-dynamic';

const Deletion = z.strictObject({ erase: z.stringbool().default(false) });

export const { GET, POST, PUT, PATCH, DELETE, OPTIONS } = route<{ id: string }>({
  /** What the caller uploaded: whether it was read by now, or why not. */
  GET: async (_, { params, userId }) =>
    jsonResponse(toDocument(await getUpload(runtime().db, { id: params.id, userId }))),

  /** Removes the file and what was made of it; with `?erase=true` its quotes leave the caller's jobs too. */
  DELETE: async (request, { params, userId }) => {
    const { db, config } = runtime();
    const { erase } = parseQuery(Deletion, request);
    await removeUpload(db, { id: params.id, userId, dataDir: config.DATA_DIR, erase });
    return noContent();
  },
});
