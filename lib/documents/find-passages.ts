import type { Db } from '#lib/db.ts';
import type { Collection } from '#lib/text/bm25.ts';
import { type RankedPart, sumPages } from '#lib/text/rank-pages.ts';
import type { Expansion } from './expand-terms.ts';
import { isReached, type Reach } from './reach.ts';

/** So many occurrences of rare terms are looked through; common ones only in the documents that rare ones found. */
const mostOccurrences = 20_000;
const mostDocuments = 1000;

export type FoundPassage = RankedPart & { id: number };
export type Found = {
  passages: FoundPassage[];
  pages: RankedPart[];
  collections: { passages: Collection; pages: Collection };
};

/** Each term as it stands in the index. */
export const asTheyAre = (terms: readonly string[]): Expansion =>
  new Map(terms.map((term) => [term, [{ term, share: 1 }]]));

/** How large the library is and in how much of it each of the terms stands, whatever stands for it. */
export async function readCollections(db: Db, forms: Expansion): Promise<Found['collections']> {
  const [size, rows] = await Promise.all([
    db.librarySize.findUnique({ where: { id: 1 } }),
    db.term.findMany({ where: { term: { in: [...forms.keys()] } } }),
  ]);
  const known = new Map<string, { passages: number; documents: number }>();
  for (const row of rows) {
    for (const { term, share } of forms.get(row.term) ?? []) {
      const { passages = 0, documents = 0 } = known.get(term) ?? {};
      known.set(term, {
        passages: passages + share * row.passages,
        documents: documents + share * row.documents,
      });
    }
  }
  const { documents = 0, passages = 0 } = size ?? {};
  const length = Number(size?.terms ?? 0);
  const collection = (count: number, frequency: 'passages' | 'documents'): Collection => ({
    size: count,
    averageLength: length / Math.max(count, 1),
    documentFrequency: (term) => known.get(term)?.[frequency] ?? 0,
  });
  return { passages: collection(passages, 'passages'), pages: collection(documents, 'documents') };
}

/**
 * The passages that hold some of the terms, with how often, and their pages: all for the rare terms; where there are
 * too many, those for common ones come from the documents that have most of the rare ones.
 */
export async function findPassages(
  db: Db,
  {
    forms,
    collections,
    reach,
  }: { forms: Expansion; collections: Found['collections']; reach: Reach | undefined },
): Promise<Found> {
  const { documentFrequency } = collections.passages;
  const known = [...new Set([...forms.values()].flat().map(({ term }) => term))]
    .filter((term) => documentFrequency(term) > 0)
    .sort((left, right) => documentFrequency(left) - documentFrequency(right));
  let occurrences = 0;
  const rare = known.filter((term, at) => {
    occurrences += documentFrequency(term);
    return at === 0 || occurrences <= mostOccurrences;
  });
  const common = known.slice(rare.length);
  const found = await readPostings(db, { forms: formsOf(forms, rare), reach });
  const passages =
    common.length === 0
      ? found
      : joined(
          found,
          await readPostings(db, {
            forms: formsOf(forms, common),
            reach,
            documents: bestDocuments(found, collections.passages),
          }),
        );
  return { passages, pages: await readPages(db, passages), collections };
}

/** The passages of these documents that hold some of the terms. */
export async function passagesOf(
  db: Db,
  { forms, documents, reach }: { forms: Expansion; documents: readonly number[]; reach: Reach | undefined },
): Promise<FoundPassage[]> {
  return documents.length === 0 ? [] : readPostings(db, { forms, documents, reach });
}

/** What stands for these terms. */
const formsOf = (forms: Expansion, terms: readonly string[]): Expansion =>
  new Map(
    [...forms].flatMap(([form, list]) => {
      const kept = list.filter(({ term }) => terms.includes(term));
      return kept.length > 0 ? [[form, kept]] : [];
    }),
  );

type Row = { term: string; documents: string; passages: string; counts: string; lengths: string };

async function readPostings(
  db: Db,
  { forms, documents, reach }: { forms: Expansion; documents?: readonly number[]; reach: Reach | undefined },
): Promise<FoundPassage[]> {
  const terms = [...forms.keys()];
  if (terms.length === 0) return [];
  const rows = documents
    ? await db.$queryRaw<Row[]>`
        SELECT term, json_agg(document_id)::text AS documents, json_agg(passage_id)::text AS passages,
          json_agg(count)::text AS counts, json_agg(length)::text AS lengths
        FROM posting
        WHERE term = ANY(${terms}::text[]) AND document_id = ANY(${[...documents]}::int[])
          AND document_id IN (SELECT id FROM document WHERE ${isReached(reach)}) GROUP BY term`
    : await db.$queryRaw<Row[]>`
        SELECT term, json_agg(document_id)::text AS documents, json_agg(passage_id)::text AS passages,
          json_agg(count)::text AS counts, json_agg(length)::text AS lengths
        FROM posting WHERE term = ANY(${terms}::text[])
          AND document_id IN (SELECT id FROM document WHERE ${isReached(reach)}) GROUP BY term`;
  const found = new Map<number, FoundPassage & { counts: Map<string, number> }>();
  for (const row of rows) {
    const numbers = (list: string): number[] => JSON.parse(list);
    const [pages, ids] = [numbers(row.documents), numbers(row.passages)];
    const [counts, lengths] = [numbers(row.counts), numbers(row.lengths)];
    for (const [at, id] of ids.entries()) {
      const passage = found.get(id) ?? {
        id,
        page: String(pages[at]),
        length: lengths[at] ?? 0,
        counts: new Map(),
      };
      for (const { term, share } of forms.get(row.term) ?? []) {
        passage.counts.set(term, (passage.counts.get(term) ?? 0) + share * (counts[at] ?? 0));
      }
      found.set(id, passage);
    }
  }
  return [...found.values()].sort((left, right) => left.id - right.id);
}

/** The documents whose passages have most of the terms so far, by how rare these are. */
function bestDocuments(passages: readonly FoundPassage[], { documentFrequency }: Collection): number[] {
  const best = new Map<string, number>();
  for (const { page, counts } of passages) {
    let worth = 0;
    for (const term of counts.keys()) worth += 1 / Math.log(2 + documentFrequency(term));
    best.set(page, Math.max(best.get(page) ?? 0, worth));
  }
  return [...best]
    .sort(([, left], [, right]) => right - left)
    .slice(0, mostDocuments)
    .map(([page]) => Number(page));
}

function joined(rare: FoundPassage[], common: FoundPassage[]): FoundPassage[] {
  const kept = new Set(common.map(({ page }) => page));
  const all = new Map(rare.filter(({ page }) => kept.has(page)).map((passage) => [passage.id, passage]));
  for (const passage of common) {
    const known = all.get(passage.id);
    all.set(
      passage.id,
      known ? { ...known, counts: new Map([...known.counts, ...passage.counts]) } : passage,
    );
  }
  return [...all.values()].sort((left, right) => left.id - right.id);
}

/** The pages of passages in the order of their urls, each with its true length. */
async function readPages(db: Db, passages: readonly FoundPassage[]): Promise<RankedPart[]> {
  const sums = new Map(sumPages(passages).map((page) => [Number(page.page), page]));
  const rows = await db.$queryRaw<{ id: number; term_count: number }[]>`
    SELECT id, term_count FROM document WHERE id = ANY(${[...sums.keys()]}::int[]) ORDER BY url`;
  return rows.flatMap(({ id, term_count }) => {
    const page = sums.get(id);
    return page ? [{ ...page, length: term_count }] : [];
  });
}
