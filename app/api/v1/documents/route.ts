import { getUpload, keepUpload } from '#lib/documents/keep-upload.ts';
import { readerOf } from '#lib/documents/readers/index.ts';
import { saveAs } from '#lib/documents/save-as.ts';
import { AppError } from '#lib/errors.ts';
import { receiveFile } from '#lib/http/receive-file.ts';
import { jsonResponse, route } from '#lib/http/route.ts';
import { publicPath } from '#lib/public-url.ts';
import { count, formatNumber } from '#lib/schema/count.ts';
import { largestUpload, longestUploadName } from '#lib/schema/document.ts';
import { listDocuments, toDocument } from '#lib/server/list-documents.ts';
import { runtime } from '#lib/server/runtime.ts';

export const dynamic = 'force-dynamic';

/** So long an upload is answered with how it was read; one that takes longer is `waiting`. */
const readingMs = 10_000;
const tooLarge =
  'A file may have 32 MB (33,554,432 bytes) at most; larger ones, up to 100 MB, can be put into a documents folder.';

export const { GET, POST, PUT, PATCH, DELETE, OPTIONS } = route({
  /** What the caller uploaded, and what became of every file of the folders. */
  GET: async (_, { userId }) => jsonResponse(await listDocuments(userId)),

  /** Takes one file as multipart/form-data: 201 and the document, read in most cases. */
  POST: async (request, { userId }) => {
    const { db, config, documents } = runtime();
    const { id } = await keepUpload({
      userId,
      dataDir: config.DATA_DIR,
      databaseUrl: config.DATABASE_URL as string,
      receive: (place) =>
        receiveFile(request, { place, maxBytes: largestUpload, check: checkName, tooLarge }),
    });
    const signal = AbortSignal.any([request.signal, AbortSignal.timeout(readingMs)]);
    await documents.refresh({ signal, uploads: [id] });
    const document = toDocument(await getUpload(db, { id, userId }));
    const headers = { location: publicPath(`/api/v1/documents/${id}`) };
    return jsonResponse(document, { status: 201, headers });
  },
});

/** What could never be read is refused by its name. */
function checkName(name: string): void {
  if (name.length > longestUploadName) {
    const most = `at most ${count(longestUploadName, 'character')}, this has ${formatNumber(name.length)}`;
    throw new AppError('invalid_request', `The name of the file is too long: ${most}.`);
  }
  if (readerOf(name)) return;
  const ending = /\.[^./\\]{1,20}$/.exec(name)?.[0];
  const kind = ending ? `Files of this kind (${ending})` : 'Files whose name has no ending';
  const form = saveAs(name);
  throw new AppError(
    'file_not_readable',
    `${kind} cannot be read here${form ? `: save it as ${form}` : ''}.`,
  );
}
