import type { Db } from '#lib/db.ts';
import type { Prisma } from '#lib/generated/prisma/client.ts';
import type { FileReason } from '#lib/schema/file-account.ts';
import type { DocumentFile } from './list-files.ts';
import { indexVersion, type PreparedDocument } from './prepare-document.ts';

/** What is known of a stored document: whether its file has changed since. */
export type StoredDocument = {
  url: string;
  sha256: string;
  sizeBytes: number;
  modifiedMs: bigint;
  indexVersion: number;
  unread: string | null;
  uploadId: string | null;
};
/** `unread` says why nothing of it can be searched; its text is then empty. */
export type NewDocument = DocumentFile & PreparedDocument & { sha256: string; unread: FileReason | null };

/** Processes that change documents do it one after the other. */
const lockKey = 7_270_737n;

/** Every stored document's url with what tells whether its file has changed. */
export function readStored(db: Db): Promise<StoredDocument[]> {
  return db.document.findMany({
    select: {
      url: true,
      sha256: true,
      sizeBytes: true,
      modifiedMs: true,
      indexVersion: true,
      unread: true,
      uploadId: true,
    },
  });
}

/** Stores documents in place of those with the same url, with their passages and postings, in one transaction. */
export async function storeDocuments(db: Db, documents: readonly NewDocument[]): Promise<void> {
  if (documents.length === 0) return;
  await changeDocuments(db, async (transaction) => {
    await remove(
      transaction,
      documents.map(({ url }) => url),
    );
    await insert(transaction, await withoutErased(transaction, documents));
  });
}

/** Removes what was made of an uploaded file, with passages and postings; for the caller's transaction. */
export async function removeUploaded(transaction: Transaction, uploadId: string): Promise<void> {
  const rows = await transaction.document.findMany({ where: { uploadId }, select: { url: true } });
  await remove(
    transaction,
    rows.map(({ url }) => url),
  );
}

/** Removes documents by url, with their passages and postings. */
export async function removeDocuments(db: Db, urls: readonly string[]): Promise<void> {
  if (urls.length > 0) await changeDocuments(db, (transaction) => remove(transaction, urls));
}

/** Notes the new size and time of files whose content is as it was stored. */
export async function touchDocuments(db: Db, files: readonly DocumentFile[]): Promise<void> {
  if (files.length === 0) return;
  await db.$executeRaw`
    UPDATE document SET size_bytes = file.size_bytes, modified_ms = file.modified_ms
    FROM jsonb_to_recordset(${JSON.stringify(
      files.map(({ url, sizeBytes, modifiedMs }) => ({
        url,
        size_bytes: sizeBytes,
        modified_ms: modifiedMs,
      })),
    )}::jsonb) AS file(url text, size_bytes int, modified_ms bigint)
    WHERE document.url = file.url`;
}

/** Lets Postgres plan for what is stored now; it would see to that itself, but minutes later. */
export async function refreshStatistics(db: Db): Promise<void> {
  await db.$executeRaw`ANALYZE document, passage, posting`;
}

type Transaction = Prisma.TransactionClient;

/** Changes documents in one transaction, while no other process does. */
export function changeDocuments(db: Db, work: (transaction: Transaction) => Promise<void>): Promise<void> {
  return db.$transaction(
    async (transaction) => {
      await transaction.$executeRaw`SELECT pg_advisory_xact_lock(${lockKey})`;
      await work(transaction);
    },
    { timeout: 60_000, maxWait: 60_000 },
  );
}

async function remove(transaction: Transaction, urls: readonly string[]): Promise<void> {
  await transaction.$executeRaw`
    DELETE FROM posting USING passage, document
    WHERE posting.passage_id = passage.id AND passage.document_id = document.id AND document.url = ANY(${urls})`;
  await transaction.document.deleteMany({ where: { url: { in: [...urls] } } });
}

/** Leaves out what was uploaded and has been erased while it was read; what is there stays until this is stored. */
async function withoutErased(
  transaction: Transaction,
  documents: readonly NewDocument[],
): Promise<readonly NewDocument[]> {
  const ids = [...new Set(documents.flatMap(({ uploadId }) => uploadId ?? []))];
  if (ids.length === 0) return documents;
  const rows = await transaction.$queryRaw<{ id: string }[]>`
    SELECT id::text AS id FROM upload WHERE id = ANY(${ids}::uuid[]) FOR SHARE`;
  const known = new Set(rows.map(({ id }) => id));
  return documents.filter(({ uploadId }) => !uploadId || known.has(uploadId));
}

async function insert(transaction: Transaction, documents: readonly NewDocument[]): Promise<void> {
  const rows = await transaction.document.createManyAndReturn({
    data: documents.map(({ url, title, text, sha256, sizeBytes, modifiedMs, unread, uploadId = null }) => ({
      url,
      title,
      text,
      sha256,
      sizeBytes,
      modifiedMs,
      indexVersion,
      unread,
      uploadId,
    })),
    select: { id: true, url: true },
  });
  const ids = new Map(rows.map(({ id, url }) => [url, id]));
  await transaction.$executeRaw`
    WITH given AS MATERIALIZED (
      SELECT document.id AS document_id, passage.*
      FROM unnest(${documents.map(({ url }) => ids.get(url))}::int[], ${documents.map(({ passages }) => passages)}::text[])
          AS document(id, passages),
        jsonb_to_recordset(document.passages::jsonb)
          AS passage(start int, "end" int, heading jsonb, "termCount" int, counts jsonb)
    ), added AS (
      INSERT INTO passage (document_id, start_offset, end_offset, heading, term_count)
      SELECT document_id, start, "end", ARRAY(SELECT jsonb_array_elements_text(heading)), "termCount" FROM given
      RETURNING id, document_id, start_offset
    )
    INSERT INTO posting (term, passage_id, count)
    SELECT each.key, added.id, each.value::int
    FROM given JOIN added ON added.document_id = given.document_id AND added.start_offset = given.start,
      jsonb_each(given.counts) AS each`;
}
