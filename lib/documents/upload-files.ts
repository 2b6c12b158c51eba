import { mkdirSync, realpathSync } from 'node:fs';
import path from 'node:path';
import type { Db } from '#lib/db.ts';
import { uploadUrl } from './document-url.ts';
import type { DocumentFile } from './list-files.ts';

/** The folder that uploads lie in while they come and while they are read, each in one of its own that is called like its id. */
export function uploadsFolder(dataDir: string): string {
  const folder = path.join(/* turbopackIgnore: true */ dataDir, 'uploads');
  mkdirSync(folder, { recursive: true, mode: 0o700 });
  return realpathSync(/* turbopackIgnore: true */ folder);
}

/** Where an uploaded file lies while it is read; its name says its kind, so it is kept as far as every file system takes it. */
export const uploadPath = (folder: string, { id, name }: { id: string; name: string }): string =>
  path.join(folder, id, diskName(name));

/** Bytes of a file's name that every file system takes, well below the limit of 255. */
const longestName = 150;

function diskName(name: string): string {
  const plain = name
    .replace(/[/\\]/g, '_')
    .replace(/[\p{C}\p{Zl}\p{Zp}]/gu, '')
    .replace(/^\.+/, '_');
  const { name: stem, ext } = path.parse(plain || 'file');
  const ending = ext.length <= 20 ? ext : '';
  let cut = ending ? stem : plain || 'file';
  while (Buffer.byteLength(cut + ending) > longestName) cut = [...cut].slice(0, -1).join('');
  return cut + ending;
}

/** The files that people uploaded, as they are read; of one from before bytes were stored, once its process has stored them. */
export async function listUploads(db: Db, folder: string): Promise<DocumentFile[]> {
  const uploads = await db.upload.findMany({
    where: { parts: { some: {} } },
    select: { id: true, name: true, sizeBytes: true, createdAt: true },
  });
  return uploads.map((upload) => asFile(upload, folder));
}

/** An uploaded file as it is read. */
export const asFile = (
  upload: { id: string; name: string; sizeBytes: number; createdAt: Date },
  folder: string,
): DocumentFile => ({
  url: uploadUrl(upload),
  path: uploadPath(folder, upload),
  sizeBytes: upload.sizeBytes,
  modifiedMs: upload.createdAt.getTime(),
  uploadId: upload.id,
});
