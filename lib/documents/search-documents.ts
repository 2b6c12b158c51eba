import type { Db } from '#lib/db.ts';
import type { Hit } from '#lib/schema/source.ts';
import { type Collection, collectionOf } from '#lib/text/bm25.ts';
import { lookedUpTerms, queryTerms } from '#lib/text/query-terms.ts';
import { type PageScore, type RankedPart, rankPages, sumPages } from '#lib/text/rank-pages.ts';
import { isReached, type Reach } from './reach.ts';

const passagesPerHit = 6;
const snippetLength = 240;
const maxQueryLength = 10_000;

/**
 * Searches the stored documents: Postgres finds the passages that hold terms of the query, BM25 with the true
 * frequencies ranks them and their pages. Answers at most `limit` pages with their best passages, the best first.
 */
export async function searchDocuments(
  db: Db,
  {
    query,
    limit,
    signal,
    reach,
  }: { query: string; limit: number; signal: AbortSignal; reach?: Reach | undefined },
): Promise<Hit[]> {
  signal.throwIfAborted();
  const question = query.slice(0, maxQueryLength);
  const found = await findPassages(db, { terms: lookedUpTerms(queryTerms(question)), reach });
  signal.throwIfAborted();
  const ranked = rankPages({ question, ...found });
  return readHits(db, { ranked: ranked.slice(0, limit), passages: found.passages });
}

type FoundPassage = RankedPart & { id: number };
type FoundRow = { postings: string | null; passages: string | null; pages: string | null; totals: string };
type Found = {
  passages: FoundPassage[];
  pages: RankedPart[];
  collections: { passages: Collection; pages: Collection };
};

/** Every passage that holds one of the terms, with how often, their pages, and what BM25 needs to know of all. */
async function findPassages(
  db: Db,
  { terms, reach }: { terms: string[]; reach: Reach | undefined },
): Promise<Found> {
  const [row] = await db.$queryRaw<FoundRow[]>`
    WITH reached AS MATERIALIZED (
      SELECT id FROM document WHERE ${isReached(reach)}
    ), found AS MATERIALIZED (
      SELECT array_position(${terms}::text[], term) AS number, passage_id, count
      FROM posting WHERE term = ANY(${terms}::text[])
    ), part AS MATERIALIZED (
      SELECT id, document_id, term_count FROM passage
      WHERE id IN (SELECT passage_id FROM found) AND document_id IN (SELECT id FROM reached)
      ORDER BY document_id, start_offset
    ), page AS MATERIALIZED (
      SELECT document_id, sum(term_count) AS length, count(*) AS passages FROM passage
      WHERE document_id IN (SELECT id FROM reached) GROUP BY document_id
    )
    SELECT
      (SELECT json_agg(json_build_array(number - 1, passage_id, count))::text
       FROM found WHERE passage_id IN (SELECT id FROM part)) AS postings,
      (SELECT json_agg(json_build_array(id, document_id, term_count))::text FROM part) AS passages,
      (SELECT json_agg(json_build_array(document_id, length) ORDER BY url)::text
       FROM page JOIN document ON document.id = document_id) AS pages,
      (SELECT json_build_array(sum(passages), count(*), sum(length))::text FROM page) AS totals`;
  const postings: [number, number, number][] = JSON.parse(row?.postings ?? '[]');
  const rows: [number, number, number][] = JSON.parse(row?.passages ?? '[]');
  const [passageCount = 0, pageCount = 0, termCount = 0]: number[] = JSON.parse(row?.totals ?? '[]');
  const counts = new Map<number, Map<string, number>>(rows.map(([id]) => [id, new Map()]));
  for (const [number, id, count] of postings) counts.get(id)?.set(terms[number] as string, count);
  const passages = rows.map(([id, page, length]) => ({
    id,
    page: String(page),
    length,
    counts: counts.get(id) ?? new Map(),
  }));
  const lengths = new Map<number, number>(JSON.parse(row?.pages ?? '[]'));
  const sums = new Map(sumPages(passages).map((page) => [Number(page.page), page]));
  const pages = [...lengths].flatMap(([id, length]) => {
    const page = sums.get(id);
    return page ? [{ ...page, length }] : [];
  });
  return {
    passages,
    pages,
    collections: {
      passages: { ...collectionOf(passages), size: passageCount, averageLength: termCount / passageCount },
      pages: { ...collectionOf(pages), size: pageCount, averageLength: termCount / pageCount },
    },
  };
}

async function readHits(
  db: Db,
  { ranked, passages }: { ranked: PageScore[]; passages: FoundPassage[] },
): Promise<Hit[]> {
  const best = new Map(ranked.map((page) => [Number(page.page), page.passages.slice(0, passagesPerHit)]));
  const idOf = ({ index }: { index: number }) => (passages[index] as FoundPassage).id;
  const documents = await db.document.findMany({
    where: { id: { in: [...best.keys()] } },
    select: {
      id: true,
      url: true,
      title: true,
      text: true,
      passages: { where: { id: { in: [...best.values()].flat().map(idOf) } } },
    },
  });
  return ranked.flatMap((page): Hit[] => {
    const document = documents.find(({ id }) => id === Number(page.page));
    if (!document) return [];
    const parts = (best.get(document.id) ?? []).flatMap((passage) => {
      const stored = document.passages.find(({ id }) => id === idOf(passage));
      if (!stored) return [];
      const { startOffset: start, endOffset: end, heading } = stored;
      return [{ start, end, heading, score: passage.score }];
    });
    const snippet = document.text.slice(parts[0]?.start ?? 0, parts[0]?.end).slice(0, snippetLength);
    const { url, title } = document;
    return [{ url, title, snippet: snippet.toWellFormed(), score: page.score, passages: parts }];
  });
}
