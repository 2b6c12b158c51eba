import type { Db } from '#lib/db.ts';
import { Prisma } from '#lib/generated/prisma/client.ts';
import type { Hit } from '#lib/schema/source.ts';
import type { Collection } from '#lib/text/bm25.ts';
import { queryTerms } from '#lib/text/query-terms.ts';
import { type PageScore, type RankedPart, rankPages } from '#lib/text/rank-pages.ts';

/** How many passages a query's terms may bring in: its rarest terms first. */
const maxCandidates = 4000;
const passagesPerHit = 6;
const snippetLength = 240;

/**
 * Searches the stored documents: Postgres finds the passages that hold terms of the query, BM25 with the true
 * frequencies ranks them and their pages. Answers at most `limit` pages with their best passages, the best first.
 */
export async function searchDocuments(
  db: Db,
  { query, limit, signal }: { query: string; limit: number; signal: AbortSignal },
): Promise<Hit[]> {
  const weights = queryTerms(query.slice(0, 10_000));
  signal.throwIfAborted();
  const statistics = await readStatistics(db, [...weights.keys()]);
  const known = [...weights.keys()].filter((term) => statistics.frequencies.has(term));
  if (known.length === 0) return [];
  signal.throwIfAborted();
  const candidates = await readCandidates(db, { terms: known, finding: rarestTerms(known, statistics) });
  const ranked = rankPages({
    query: weights,
    passages: candidates.passages,
    pages: candidates.pages,
    collections: statistics.collections,
  });
  signal.throwIfAborted();
  return readHits(db, { ranked: ranked.slice(0, limit), passages: candidates.passages });
}

type Statistics = {
  frequencies: Map<string, { passages: number; documents: number }>;
  collections: { passages: Collection; pages: Collection };
};

async function readStatistics(db: Db, terms: string[]): Promise<Statistics> {
  const [rows, [totals]] = await Promise.all([
    db.searchTerm.findMany({ where: { term: { in: terms } } }),
    db.$queryRaw<{ passages: number; passage_terms: number; documents: number; document_terms: number }[]>`
      SELECT passages, passage_terms, documents, document_terms FROM
        (SELECT count(*)::int AS passages, coalesce(sum(term_count), 0)::float8 AS passage_terms FROM passage) AS p,
        (SELECT count(*)::int AS documents, coalesce(sum(term_count), 0)::float8 AS document_terms FROM document) AS d`,
  ]);
  const frequencies = new Map(rows.map(({ term, passages, documents }) => [term, { passages, documents }]));
  const collection = (kind: 'passages' | 'documents', size: number, terms: number): Collection => ({
    size,
    averageLength: terms / Math.max(size, 1),
    documentFrequency: (term) => frequencies.get(term)?.[kind] ?? 0,
  });
  const { passages = 0, passage_terms = 0, documents = 0, document_terms = 0 } = totals ?? {};
  return {
    frequencies,
    collections: {
      passages: collection('passages', passages, passage_terms),
      pages: collection('documents', documents, document_terms),
    },
  };
}

/** The terms that find the candidates: the rarest, as long as they bring in no more than `maxCandidates`. */
function rarestTerms(terms: readonly string[], { frequencies }: Statistics): string[] {
  const frequency = (term: string) => frequencies.get(term)?.passages ?? 0;
  const byRarity = [...terms].sort((left, right) => frequency(left) - frequency(right));
  let found = 0;
  return byRarity.filter((term, index) => {
    found += frequency(term);
    return index === 0 || found <= maxCandidates;
  });
}

type FoundPassage = RankedPart & { start: number; end: number };

/** The passages that hold one of the finding terms, and their pages, with the counts of all terms. */
async function readCandidates(
  db: Db,
  { terms, finding }: { terms: string[]; finding: string[] },
): Promise<{ passages: FoundPassage[]; pages: RankedPart[] }> {
  const lexemes = finding.map((term) => `'${term.replace(/[\\']/g, '$&$&')}'`).join(' | ');
  const [row] = await db.$queryRaw<{ passages: string; pages: string }[]>`
    WITH found AS MATERIALIZED (
      SELECT document_id, start_offset, end_offset, term_count, ${countsOf(terms)} AS counts
      FROM passage WHERE terms @@ ${lexemes}::tsquery
    )
    SELECT
      (SELECT json_agg(json_build_array(document_id::text, term_count, counts, start_offset, end_offset))::text
       FROM found) AS passages,
      (SELECT json_agg(json_build_array(id::text, term_count, ${countsOf(terms)}) ORDER BY url)::text
       FROM document WHERE id IN (SELECT document_id FROM found)) AS pages`;
  const part = ([page, length, counts]: [string, number, (number | null)[]]): RankedPart => ({
    page,
    length,
    counts: new Map(terms.flatMap((term, index) => (counts[index] ? [[term, counts[index]]] : []))),
  });
  return {
    passages: JSON.parse(row?.passages ?? '[]').map((found: [string, number, number[], number, number]) => ({
      ...part([found[0], found[1], found[2]]),
      start: found[3],
      end: found[4],
    })),
    pages: JSON.parse(row?.pages ?? '[]').map(part),
  };
}

function countsOf(terms: string[]): Prisma.Sql {
  return Prisma.sql`ARRAY(SELECT (counts ->> term)::int FROM unnest(${terms}::text[]) AS term)`;
}

async function readHits(
  db: Db,
  { ranked, passages }: { ranked: PageScore[]; passages: FoundPassage[] },
): Promise<Hit[]> {
  const ids = ranked.map(({ page }) => BigInt(page));
  const documents = await db.document.findMany({
    where: { id: { in: ids } },
    select: {
      id: true,
      url: true,
      title: true,
      text: true,
      passages: { select: { startOffset: true, heading: true } },
    },
  });
  return ranked.flatMap((page): Hit[] => {
    const document = documents.find(({ id }) => String(id) === page.page);
    if (!document) return [];
    const best = page.passages.slice(0, passagesPerHit).map(({ index, score }) => {
      const { start, end } = passages[index] as FoundPassage;
      const heading = document.passages.find(({ startOffset }) => startOffset === start)?.heading ?? [];
      return { start, end, heading, score };
    });
    const snippet = best[0] ? document.text.slice(best[0].start, best[0].end).slice(0, snippetLength) : '';
    return [
      {
        url: document.url,
        title: document.title,
        snippet: snippet.toWellFormed(),
        score: page.score,
        passages: best,
      },
    ];
  });
}
