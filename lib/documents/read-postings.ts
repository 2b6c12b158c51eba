import type { Db } from '#lib/db.ts';
import { Prisma } from '#lib/generated/prisma/client.ts';

/** Where a term of the index stands: the nth occurrence at the nth place of each list. */
export type Postings = {
  term: string;
  documents: Int32Array;
  passages: Int32Array;
  counts: Int32Array;
  lengths: Int32Array;
};

type Row = { term: string; places: string; sizes: string };

/**
 * The occurrences of terms on some shelves, of those documents alone where they are given; of very many, those that
 * count most. Numbers come as bytes: as text or JSON they take longer to write and to read than to find.
 */
export async function readPostings(
  db: Db,
  {
    terms,
    shelves,
    documents,
    best,
  }: {
    terms: readonly string[];
    shelves: readonly string[];
    documents?: readonly number[] | undefined;
    /** At most so many, where passages have that mean length. */
    best?: { most: number; averageLength: number } | undefined;
  },
): Promise<Postings[]> {
  if (terms.length === 0 || documents?.length === 0) return [];
  // One look-up a term, of given documents one a term and document, each by the whole key of postings. Told of several at
  // once, PostgreSQL reads documents or the table whole where it reckons that this is less; whether it does changes with
  // its statistics, and with how much of the table has been vacuumed.
  const wanted = Prisma.sql`unnest(${[...new Set(terms)]}::text[]) AS wanted(term)`;
  const all = documents
    ? Prisma.sql`(SELECT held.* FROM document, ${wanted}, LATERAL (
          SELECT * FROM posting
          WHERE term = wanted.term AND posting.shelf = document.shelf AND document_id = document.id OFFSET 0
        ) AS held
        WHERE document.id = ANY(${[...documents]}::int[]) AND document.shelf = ANY(${[...shelves]}::text[]))`
    : Prisma.sql`(SELECT held.* FROM ${wanted}, LATERAL (
          SELECT * FROM posting WHERE term = wanted.term AND shelf = ANY(${[...shelves]}::text[]) OFFSET 0
        ) AS held)`;
  // As BM25 saturates: what orders the passages of one term.
  const among = best
    ? Prisma.sql`(SELECT * FROM ${all} AS every
        ORDER BY count::real / (length + ${best.averageLength / 3}::real) DESC LIMIT ${best.most})`
    : all;
  const rows = await db.$queryRaw<Row[]>`
    SELECT term, encode(string_agg(int8send(document_id::bigint << 32 | passage_id), ''), 'base64') AS places,
      encode(string_agg(int4send(least(count, 32767) << 16 | least(length, 65535)), ''), 'base64') AS sizes
    FROM ${among} AS posting GROUP BY term`;
  return rows.map(decode);
}

function decode({ term, places, sizes }: Row): Postings {
  const [ids, numbers] = [Buffer.from(places, 'base64'), Buffer.from(sizes, 'base64')];
  const size = ids.length / 8;
  const [documents, passages] = [new Int32Array(size), new Int32Array(size)];
  const [counts, lengths] = [new Int32Array(size), new Int32Array(size)];
  for (let at = 0; at < size; at += 1) {
    documents[at] = ids.readInt32BE(8 * at);
    passages[at] = ids.readInt32BE(8 * at + 4);
    counts[at] = numbers.readUInt16BE(4 * at);
    lengths[at] = numbers.readUInt16BE(4 * at + 2);
  }
  return { term, documents, passages, counts, lengths };
}
