import type { Db } from '#lib/db.ts';
import { Prisma } from '#lib/generated/prisma/client.ts';
import type { DocumentFile } from './list-files.ts';
import { indexVersion, type PreparedDocument } from './prepare-document.ts';

/** What is known of a stored document: whether its file has changed since. */
export type StoredDocument = {
  url: string;
  sha256: string;
  sizeBytes: number;
  modifiedMs: bigint;
  indexVersion: number;
};
export type NewDocument = DocumentFile & PreparedDocument & { sha256: string };

/** Any two processes that change documents do it one after the other, so that the counts of terms stay true. */
const lockKey = 7_270_737n;

/** Every stored document's url with what tells whether its file has changed. */
export function readStored(db: Db): Promise<StoredDocument[]> {
  return db.document.findMany({
    select: { url: true, sha256: true, sizeBytes: true, modifiedMs: true, indexVersion: true },
  });
}

/** Stores documents in place of those with the same url, with their passages and term counts, in one transaction. */
export async function storeDocuments(db: Db, documents: readonly NewDocument[]): Promise<void> {
  if (documents.length === 0) return;
  await change(db, async (transaction) => {
    await remove(
      transaction,
      documents.map(({ url }) => url),
    );
    const ids = await insert(transaction, documents);
    await transaction.$executeRaw`
      INSERT INTO search_term (term, passages, documents)
      ${termCounts(ids)} ORDER BY term
      ON CONFLICT (term) DO UPDATE
      SET passages = search_term.passages + excluded.passages, documents = search_term.documents + excluded.documents`;
  });
}

/** Removes documents by url, with what was counted of them. */
export async function removeDocuments(db: Db, urls: readonly string[]): Promise<void> {
  if (urls.length > 0) await change(db, (transaction) => remove(transaction, urls));
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

type Transaction = Prisma.TransactionClient;

function change(db: Db, work: (transaction: Transaction) => Promise<void>): Promise<void> {
  return db.$transaction(
    async (transaction) => {
      await transaction.$executeRaw`SELECT pg_advisory_xact_lock(${lockKey})`;
      await work(transaction);
    },
    { timeout: 60_000, maxWait: 60_000 },
  );
}

async function remove(transaction: Transaction, urls: readonly string[]): Promise<void> {
  const found = await transaction.document.findMany({
    where: { url: { in: [...urls] } },
    select: { id: true },
  });
  if (found.length === 0) return;
  const ids = found.map(({ id }) => id);
  await transaction.$executeRaw`
    UPDATE search_term
    SET passages = search_term.passages - gone.passages, documents = search_term.documents - gone.documents
    FROM (${termCounts(ids)}) AS gone WHERE search_term.term = gone.term`;
  await transaction.$executeRaw`DELETE FROM search_term WHERE documents <= 0`;
  await transaction.document.deleteMany({ where: { id: { in: ids } } });
}

/** In how many passages and how many of the given documents each of their terms stands. */
function termCounts(ids: bigint[]): Prisma.Sql {
  return Prisma.sql`
    SELECT term, sum(in_passage)::int AS passages, sum(in_document)::int AS documents
    FROM (
      SELECT unnest(tsvector_to_array(terms)) AS term, 1 AS in_passage, 0 AS in_document
      FROM passage WHERE document_id = ANY(${ids})
      UNION ALL
      SELECT jsonb_object_keys(counts), 0, 1 FROM document WHERE id = ANY(${ids})
    ) AS each
    GROUP BY term`;
}

async function insert(transaction: Transaction, documents: readonly NewDocument[]): Promise<bigint[]> {
  const rows = await transaction.$queryRaw<{ id: bigint; url: string }[]>`
    INSERT INTO document
      (url, title, description, text, sha256, size_bytes, modified_ms, index_version, term_count, counts)
    SELECT url, title, description, text, sha256, "sizeBytes", "modifiedMs", ${indexVersion}, "termCount", counts
    FROM jsonb_to_recordset(${JSON.stringify(documents.map(({ passages: _, ...columns }) => columns))}::jsonb)
      AS row(url text, title text, description text, text text, sha256 text,
             "sizeBytes" int, "modifiedMs" bigint, "termCount" int, counts jsonb)
    RETURNING id, url`;
  const ids = new Map(rows.map(({ id, url }) => [url, id]));
  const passages = documents.flatMap(({ url, passages }) =>
    passages.map((passage) => ({ ...passage, document: String(ids.get(url)) })),
  );
  await transaction.$executeRaw`
    INSERT INTO passage (document_id, start_offset, end_offset, heading, term_count, counts, terms)
    SELECT document, start, "end", ARRAY(SELECT jsonb_array_elements_text(heading)), "termCount", counts,
      array_to_tsvector(ARRAY(SELECT jsonb_object_keys(counts)))
    FROM jsonb_to_recordset(${JSON.stringify(passages)}::jsonb)
      AS row(document bigint, start int, "end" int, heading jsonb, "termCount" int, counts jsonb)`;
  return [...ids.values()];
}
