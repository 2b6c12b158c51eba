import { mkdir, readdir, rename, rm } from 'node:fs/promises';
import path from 'node:path';
import { v7 as uuidv7, validate } from 'uuid';
import type { Db } from '#lib/db.ts';
import { AppError } from '#lib/errors.ts';
import { erasePages } from '#lib/evidence/erase-pages.ts';
import type { Upload } from '#lib/generated/prisma/client.ts';
import { uploadUrl } from './document-url.ts';
import { changeDocuments, removeUploaded } from './store-documents.ts';
import { uploadPath, uploadsFolder } from './upload-files.ts';

/** Where a file lies until it is whole; nothing in it outlives a start. */
const incoming = '.incoming';

/**
 * Keeps a file that somebody uploads: `receive` writes it where it is told, and only once it is whole it has a row and a
 * place of its own. Whatever fails, neither is left.
 */
export async function keepUpload(
  db: Db,
  {
    userId,
    dataDir,
    receive,
  }: {
    userId: string;
    dataDir: string;
    receive: (place: string) => Promise<{ name: string; sizeBytes: number; sha256: string }>;
  },
): Promise<Upload> {
  const id = uuidv7();
  const folder = uploadsFolder(dataDir);
  await mkdir(path.join(folder, incoming), { recursive: true, mode: 0o700 });
  const place = path.join(folder, incoming, id);
  try {
    const received = await receive(place);
    const name = plainName(received.name);
    const target = uploadPath(folder, { id, name });
    await mkdir(path.dirname(target), { mode: 0o700 });
    await rename(place, target);
    return await db.upload.create({ data: { ...received, id, userId, name } });
  } catch (error) {
    await rm(place, { force: true });
    await rm(path.join(folder, id), { recursive: true, force: true });
    throw error;
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

/** Removes what a process that ended in the middle of an upload has left; for the start, before any upload. */
export async function cleanUploads(db: Db, dataDir: string): Promise<void> {
  const folder = uploadsFolder(dataDir);
  await rm(path.join(folder, incoming), { recursive: true, force: true });
  const ids = (await readdir(folder)).filter((name) => validate(name));
  const rows = await db.upload.findMany({ where: { id: { in: ids } }, select: { id: true } });
  const known = new Set(rows.map(({ id }) => id));
  for (const id of ids) {
    if (!known.has(id)) await rm(path.join(folder, id), { recursive: true, force: true });
  }
}
