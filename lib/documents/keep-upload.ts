import { mkdir, readdir, rename, rm } from 'node:fs/promises';
import path from 'node:path';
import { v7 as uuidv7, validate } from 'uuid';
import type { Db } from '#lib/db.ts';
import { AppError } from '#lib/errors.ts';
import { erasePages } from '#lib/evidence/erase-pages.ts';
import type { Upload } from '#lib/generated/prisma/client.ts';
import { uploadUrl } from './document-url.ts';
import { changeDocuments, removeUploaded } from './store-documents.ts';
import { storeBytes, storeUpload } from './upload-bytes.ts';
import { uploadPath, uploadsFolder } from './upload-files.ts';

/** Where a file lies until it is whole; nothing in it outlives a start. */
const incoming = '.incoming';

/**
 * Keeps a file that somebody uploads: `receive` writes it where it is told, and only once it is whole it has a row, with its
 * bytes beside it in the database. Whatever fails, neither is left; on the disk it stays until it was read.
 */
export async function keepUpload({
  userId,
  dataDir,
  databaseUrl,
  receive,
}: {
  userId: string;
  dataDir: string;
  databaseUrl: string;
  receive: (place: string) => Promise<{ name: string; sizeBytes: number; sha256: string }>;
}): Promise<{ id: string }> {
  const id = uuidv7();
  const folder = uploadsFolder(dataDir);
  await mkdir(path.join(folder, incoming), { recursive: true, mode: 0o700 });
  const place = path.join(folder, incoming, id);
  try {
    const received = await receive(place);
    const name = plainName(received.name);
    const target = uploadPath(folder, { id, name });
    await storeUpload(databaseUrl, {
      ...{ ...received, id, userId, name, file: place },
      // Whoever reads it here need not ask the database for it.
      beforeCommit: () =>
        mkdir(path.dirname(target), { mode: 0o700 })
          .then(() => rename(place, target))
          .catch(() => {}),
    });
    return { id };
  } finally {
    await rm(place, { force: true });
  }
}

/** A name as its owner wrote it, without what no line of text can show. */
export const plainName = (name: string): string =>
  name
    .toWellFormed()
    .replace(/[\p{Cc}\u2028\u2029]/gu, '')
    .trim() || 'file';

/** The user's upload; an unknown id and somebody else's are the same `not_found`. */
export async function getUpload(
  db: Db,
  { id, userId }: { id: string; userId: string },
): Promise<Upload & { documents: { url: string; unread: string | null }[] }> {
  const include = { documents: { select: { url: true, unread: true } } };
  const row = validate(id) ? await db.upload.findUnique({ where: { id, userId }, include }) : null;
  if (!row) throw new AppError('not_found', 'There is no document with this id.');
  return row;
}

/**
 * Removes an uploaded file and all that was made of it for search. With `erase`, its text and quotes leave the evidence
 * of its owner's jobs too: reports stay as they were written; throws `conflict` while a job that uses it has not ended.
 */
export async function removeUpload(
  db: Db,
  { id, userId, dataDir, erase }: { id: string; userId: string; dataDir: string; erase: boolean },
): Promise<void> {
  const upload = await getUpload(db, { id, userId });
  await changeDocuments(db, async (transaction) => {
    if (erase) await erasePages(transaction, { userId, url: uploadUrl(upload), uploadId: id });
    await removeUploaded(transaction, id);
    await transaction.upload.deleteMany({ where: { id } });
  });
  await rm(path.join(uploadsFolder(dataDir), id), { recursive: true, force: true });
}

/**
 * Removes what a process that ended in the middle of an upload, or of reading one, has left; for the start, before any
 * upload. Files of an earlier release, which kept them here, move to the database first.
 */
export async function cleanUploads(
  db: Db,
  { dataDir, databaseUrl }: { dataDir: string; databaseUrl: string },
): Promise<void> {
  const folder = uploadsFolder(dataDir);
  await rm(path.join(folder, incoming), { recursive: true, force: true });
  for (const id of (await readdir(folder)).filter((name) => validate(name))) {
    const place = path.join(folder, id);
    const where = { id, parts: { none: {} } };
    const [name] = (await db.upload.count({ where })) > 0 ? await readdir(place) : [];
    if (name) await storeBytes(databaseUrl, { id, file: path.join(place, name) });
    await rm(place, { recursive: true, force: true });
  }
}
