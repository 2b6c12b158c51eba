import type { Db } from '#lib/db.ts';
import type { Prisma } from '#lib/generated/prisma/client.ts';
import { postgresJson } from '#lib/postgres-text.ts';
import type { FileReason } from '#lib/schema/file-account.ts';
import type { DocumentFile } from './list-files.ts';
import { indexVersion, type PreparedDocument } from './prepare-document.ts';
import { foldersShelf } from './reach.ts';

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

/** Characters of passages (as JSON) that one statement stores. */
const groupLength = 500_000;

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
    await insert(transaction, await withShelves(transaction, documents));
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
    FROM jsonb_to_recordset(${postgresJson(
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
  await db.$executeRaw`ANALYZE document, passage, posting, term, title, link`;
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

/** Statistics are of another time while much is stored at once, and a nested loop that was chosen by them takes minutes. */
const withoutNestedLoops = (transaction: Transaction) =>
  transaction.$executeRaw`SET LOCAL enable_nestloop = off`;

/** Takes documents out, with all that is counted of them. */
async function remove(transaction: Transaction, urls: readonly string[]): Promise<void> {
  if ((await transaction.document.count({ where: { url: { in: [...urls] } } })) === 0) return;
  const lost = await transaction.$queryRaw<
    { term: string; shelf: string; passages: number; documents: number }[]
  >`
    WITH lost AS (
      DELETE FROM posting USING document WHERE document_id = document.id AND document.url = ANY(${urls})
      RETURNING posting.term, posting.shelf, document_id
    )
    SELECT term, shelf, count(*)::int AS passages, count(DISTINCT document_id)::int AS documents
    FROM lost GROUP BY term, shelf`;
  await withoutNestedLoops(transaction);
  await transaction.$executeRaw`
    UPDATE term SET passages = term.passages - lost.passages, documents = term.documents - lost.documents
    FROM unnest(${lost.map(({ term }) => term)}::text[], ${lost.map(({ shelf }) => shelf)}::text[],
      ${lost.map(({ passages }) => passages)}::int[], ${lost.map(({ documents }) => documents)}::int[])
      AS lost(term, shelf, passages, documents)
    WHERE term.term = lost.term AND term.shelf = lost.shelf`;
  await transaction.$executeRaw`DELETE FROM term WHERE passages <= 0`;
  await transaction.$executeRaw`
    UPDATE library_size AS size SET documents = size.documents - sums.count,
      passages = size.passages - sums.passages, terms = size.terms - sums.terms
    FROM (
      SELECT shelf, count(*), coalesce(sum(passage_count), 0) AS passages, coalesce(sum(term_count), 0) AS terms
      FROM document WHERE url = ANY(${urls}) GROUP BY shelf
    ) AS sums WHERE size.shelf = sums.shelf`;
  await transaction.document.deleteMany({ where: { url: { in: [...urls] } } });
}

type Placed = NewDocument & { shelf: string };

/**
 * Puts uploads on the shelves of their owners. Leaves out what has been erased while it was read; what is there stays
 * until this is stored.
 */
async function withShelves(transaction: Transaction, documents: readonly NewDocument[]): Promise<Placed[]> {
  const ids = [...new Set(documents.flatMap(({ uploadId }) => uploadId ?? []))];
  const rows =
    ids.length === 0
      ? []
      : await transaction.$queryRaw<{ id: string; user_id: string }[]>`
          SELECT id::text AS id, user_id FROM upload WHERE id = ANY(${ids}::uuid[]) FOR SHARE`;
  const owners = new Map(rows.map(({ id, user_id }) => [id, user_id]));
  return documents.flatMap((document): Placed[] => {
    const shelf = document.uploadId ? owners.get(document.uploadId) : foldersShelf;
    return shelf === undefined ? [] : [{ ...document, shelf }];
  });
}

async function insert(transaction: Transaction, documents: readonly Placed[]): Promise<void> {
  const rows = await transaction.document.createManyAndReturn({
    data: documents.map(
      ({ url, title, text, language, sha256, sizeBytes, modifiedMs, unread, uploadId = null, shelf }) => ({
        url,
        title,
        text,
        language,
        sha256,
        sizeBytes,
        modifiedMs,
        indexVersion,
        unread,
        uploadId,
        shelf,
      }),
    ),
    select: { id: true, url: true },
  });
  const ids = new Map(rows.map(({ id, url }) => [url, id]));
  const idOf = ({ url }: NewDocument) => ids.get(url) as number;
  await transaction.title.createMany({
    data: documents.flatMap((document) =>
      document.titles.map((title) => ({ documentId: idOf(document), shelf: document.shelf, ...title })),
    ),
  });
  await withoutNestedLoops(transaction);
  for (const group of groupsOf(documents)) {
    await insertPassages(
      transaction,
      group.map(({ document, passages }) => ({ id: idOf(document), shelf: document.shelf, passages })),
    );
  }
  await countStored(transaction, documents.map(idOf));
}

type Group = { document: Placed; passages: string }[];

/** The passages of documents in lists that are stored one after the other: a long text is never held many times over. */
function groupsOf(documents: readonly Placed[]): Group[] {
  const groups: Group[] = [];
  let room = 0;
  for (const document of documents) {
    for (const passages of document.passages) {
      if (passages.length > room) {
        groups.push([]);
        room = groupLength;
      }
      groups.at(-1)?.push({ document, passages });
      room -= passages.length;
    }
  }
  return groups;
}

/** Stores passages with their links and postings; these by term, as their index has them. */
async function insertPassages(
  transaction: Transaction,
  given: { id: number; shelf: string; passages: string }[],
): Promise<void> {
  await transaction.$executeRaw`
    WITH given AS MATERIALIZED (
      SELECT document.id AS document_id, document.shelf, passage.*
      FROM unnest(${given.map(({ id }) => id)}::int[], ${given.map(({ shelf }) => shelf)}::text[],
          ${given.map(({ passages }) => passages)}::text[]) AS document(id, shelf, passages),
        jsonb_to_recordset(document.passages::jsonb)
          AS passage(start int, "end" int, heading jsonb, text text, "termCount" int, counts jsonb, links jsonb)
    ), added AS (
      INSERT INTO passage (document_id, start_offset, end_offset, heading, text, term_count)
      SELECT document_id, start, "end", ARRAY(SELECT jsonb_array_elements_text(heading)), text, "termCount" FROM given
      RETURNING id, document_id, start_offset
    ), linked AS (
      INSERT INTO link (passage_id, shelf, url)
      SELECT added.id, given.shelf, url
      FROM given JOIN added ON added.document_id = given.document_id AND added.start_offset = given.start,
        jsonb_array_elements_text(given.links) AS url
    )
    INSERT INTO posting (term, shelf, document_id, passage_id, count, length)
    SELECT each.key, given.shelf, given.document_id, added.id, each.value::int, given."termCount"
    FROM given JOIN added ON added.document_id = given.document_id AND added.start_offset = given.start,
      jsonb_each(given.counts) AS each
    ORDER BY each.key, given.shelf, given.document_id, added.id`;
}

/** Counts what was stored of documents: in themselves, their terms and their shelves. */
async function countStored(transaction: Transaction, ids: number[]): Promise<void> {
  await transaction.$executeRaw`
    WITH sums AS (
      SELECT document_id, count(*)::int AS passages, sum(term_count)::int AS terms
      FROM passage WHERE document_id = ANY(${ids}::int[]) GROUP BY document_id
    ), sized AS (
      INSERT INTO library_size AS size (shelf, documents, passages, terms)
      SELECT shelf, count(*), coalesce(sum(sums.passages), 0), coalesce(sum(sums.terms), 0)
      FROM document LEFT JOIN sums ON sums.document_id = document.id
      WHERE document.id = ANY(${ids}::int[]) GROUP BY shelf
      ON CONFLICT (shelf) DO UPDATE SET documents = size.documents + EXCLUDED.documents,
        passages = size.passages + EXCLUDED.passages, terms = size.terms + EXCLUDED.terms
    ), termed AS (
      INSERT INTO term (term, shelf, passages, documents)
      SELECT term, shelf, count(*), count(DISTINCT document_id)
      FROM posting WHERE document_id = ANY(${ids}::int[]) GROUP BY term, shelf ORDER BY term, shelf
      ON CONFLICT (term, shelf) DO UPDATE
      SET passages = term.passages + EXCLUDED.passages, documents = term.documents + EXCLUDED.documents
    )
    UPDATE document SET passage_count = sums.passages, term_count = sums.terms FROM sums WHERE id = sums.document_id`;
}
