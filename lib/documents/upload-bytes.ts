import { mkdir, open, readdir, rm, stat } from 'node:fs/promises';
import path from 'node:path';
import pg from 'pg';
import { validate } from 'uuid';
import { AppError } from '#lib/errors.ts';
import type { DocumentFile } from './list-files.ts';

/** Bytes of one piece in the database. */
const partBytes = 2 ** 18;
const connectMs = 5000;

type NewUpload = { id: string; userId: string; name: string; sizeBytes: number; sha256: string };

/**
 * Stores an upload's row and the bytes of its file, both or neither; nobody else sees them before `beforeCommit` is over. On a connection of its own, which takes bytes as they
 * are: Prisma holds each several times over, as text. Throws `database_unavailable`.
 */
export function storeUpload(
  databaseUrl: string,
  upload: NewUpload & { file: string; beforeCommit: () => Promise<void> },
): Promise<void> {
  const { id, userId, name, sizeBytes, sha256, file, beforeCommit } = upload;
  return inTransaction(databaseUrl, async (client) => {
    const text = 'INSERT INTO upload (id, user_id, name, size_bytes, sha256) VALUES ($1, $2, $3, $4, $5)';
    await client.query(text, [id, userId, name, sizeBytes, sha256]);
    await storeParts(client, { id, file });
    await beforeCommit();
  });
}

/** Stores the bytes of an upload whose row stands already. */
export const storeBytes = (databaseUrl: string, upload: { id: string; file: string }): Promise<void> =>
  inTransaction(databaseUrl, (client) => storeParts(client, upload));

/**
 * Puts an upload where it is read, if it does not lie there already, and answers how to take it away again. What has been erased meanwhile, or finds no room
 * on the disk, is not there to be read. Throws `database_unavailable`.
 */
export async function placeUpload(databaseUrl: string, file: DocumentFile): Promise<() => Promise<void>> {
  const folder = path.dirname(file.path);
  const drop = () => rm(folder, { recursive: true, force: true });
  const known = await stat(/* turbopackIgnore: true */ file.path).catch(() => undefined);
  if (known?.size === file.sizeBytes) return drop;
  try {
    await withClient(databaseUrl, async (client) => {
      for (let number = 0; ; number += 1) {
        const part = await readPart(client, { id: file.uploadId as string, number });
        if (!part || !(await append(file.path, part, { isFirst: number === 0 }))) return;
      }
    });
  } catch (error) {
    await drop();
    throw error;
  }
  return drop;
}

/** Removes the files of uploads that nobody is going to read: those that were read, or erased meanwhile. */
export async function dropRead(folder: string, waiting: readonly DocumentFile[]): Promise<void> {
  const kept = new Set(waiting.map(({ uploadId }) => uploadId));
  const ids = (await readdir(/* turbopackIgnore: true */ folder)).filter(
    (name) => validate(name) && !kept.has(name),
  );
  await Promise.all(ids.map((id) => rm(path.join(folder, id), { recursive: true, force: true })));
}

async function storeParts(client: pg.Client, { id, file }: { id: string; file: string }): Promise<void> {
  const handle = await open(/* turbopackIgnore: true */ file, 'r');
  const buffer = Buffer.allocUnsafe(partBytes);
  try {
    for (let number = 0; ; number += 1) {
      const { bytesRead } = await handle.read(buffer, 0, partBytes);
      // An empty file has one piece too.
      if (bytesRead === 0 && number > 0) return;
      const text = 'INSERT INTO upload_part (upload_id, number, bytes) VALUES ($1, $2, $3)';
      await client.query(text, [id, number, buffer.subarray(0, bytesRead)]);
      if (bytesRead < partBytes) return;
    }
  } finally {
    await handle.close();
  }
}

async function readPart(
  client: pg.Client,
  { id, number }: { id: string; number: number },
): Promise<Buffer | undefined> {
  const text = 'SELECT bytes FROM upload_part WHERE upload_id = $1 AND number = $2';
  const query = { text, values: [id, number], binary: true };
  return (await client.query<{ bytes: Buffer }>(query)).rows[0]?.bytes;
}

/** Whether there was room. */
async function append(file: string, bytes: Buffer, { isFirst }: { isFirst: boolean }): Promise<boolean> {
  try {
    if (isFirst) await mkdir(path.dirname(file), { recursive: true, mode: 0o700 });
    const handle = await open(/* turbopackIgnore: true */ file, isFirst ? 'w' : 'a', 0o600);
    await handle.writeFile(bytes).finally(() => handle.close());
    return true;
  } catch {
    await rm(file, { force: true });
    return false;
  }
}

function inTransaction(databaseUrl: string, work: (client: pg.Client) => Promise<void>): Promise<void> {
  return withClient(databaseUrl, async (client) => {
    await client.query('BEGIN');
    // A transaction that is not committed ends with its connection.
    await work(client);
    await client.query('COMMIT');
  });
}

async function withClient(databaseUrl: string, work: (client: pg.Client) => Promise<void>): Promise<void> {
  const client = new pg.Client({ connectionString: databaseUrl, connectionTimeoutMillis: connectMs });
  let lost: Error | undefined;
  client.on('error', (error) => {
    lost = error;
  });
  await client.connect().catch((cause) => {
    throw new AppError('database_unavailable', undefined, { cause });
  });
  try {
    await work(client);
  } catch (error) {
    throw lost ? new AppError('database_unavailable', undefined, { cause: error }) : error;
  } finally {
    await client.end().catch(() => {});
  }
}
