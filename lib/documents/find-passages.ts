import type { Db } from '#lib/db.ts';
import { type Collection, saturate } from '#lib/text/bm25.ts';
import { conceptsOf } from '#lib/text/concepts.ts';
import { type RankedPart, sumPages } from '#lib/text/rank-pages.ts';
import type { Expansion } from './expand-terms.ts';
import { isReached, type Reach, shelvesOf } from './reach.ts';
import { type Postings, readPostings } from './read-postings.ts';

/**
 * So many occurrences of rare terms are looked through; common ones only in the documents that are best by the rare
 * ones. Of 100 questions to 100,000 passages, 97 of 100 among the first ten are those that an unlimited search gives.
 */
const usualLimits = { occurrences: 20_000, documents: 500 };
type Limits = typeof usualLimits;

/** Where occurrences in a page of usual length begin to count little, as BM25 has it. */
const pageSaturation = 1.2;

export type FoundPassage = RankedPart & { id: number };
export type Found = {
  passages: FoundPassage[];
  pages: RankedPart[];
  collections: { passages: Collection; pages: Collection };
};

/** Each term as it stands in the index. */
export const asTheyAre = (terms: readonly string[]): Expansion =>
  new Map(terms.map((term) => [term, [{ term, share: 1 }]]));

/** How large what the asker may read is, and in how much of it each of the terms stands, whatever stands for it. */
export async function readCollections(
  db: Db,
  { forms, reach }: { forms: Expansion; reach: Reach | undefined },
): Promise<Found['collections']> {
  const shelf = { in: shelvesOf(reach) };
  const [sizes, rows] = await Promise.all([
    db.librarySize.findMany({ where: { shelf } }),
    db.term.findMany({ where: { term: { in: [...forms.keys()] }, shelf } }),
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
  const sum = (of: (size: (typeof sizes)[number]) => number) =>
    sizes.reduce((total, size) => total + of(size), 0);
  const length = sum(({ terms }) => Number(terms));
  const collection = (count: number, frequency: 'passages' | 'documents'): Collection => ({
    size: count,
    averageLength: length / Math.max(count, 1),
    documentFrequency: (term) => known.get(term)?.[frequency] ?? 0,
  });
  return {
    passages: collection(
      sum(({ passages }) => passages),
      'passages',
    ),
    pages: collection(
      sum(({ documents }) => documents),
      'documents',
    ),
  };
}

/**
 * The passages that hold some of the terms, with how often, and their pages. Rare terms are read whole; the documents
 * that are best by these are kept, and common terms looked up in them alone.
 */
export async function findPassages(
  db: Db,
  {
    question,
    forms,
    collections,
    reach,
    limits = usualLimits,
  }: {
    question: string;
    forms: Expansion;
    collections: Found['collections'];
    reach: Reach | undefined;
    limits?: Limits;
  },
): Promise<Found> {
  const { documentFrequency, averageLength } = collections.passages;
  const known = [...new Set([...forms.values()].flat().map(({ term }) => term))]
    .filter((term) => documentFrequency(term) > 0)
    .sort((left, right) => documentFrequency(left) - documentFrequency(right));
  let occurrences = 0;
  const rare = known.filter((term, at) => {
    occurrences += documentFrequency(term);
    return at === 0 || occurrences <= limits.occurrences;
  });
  const shelves = shelvesOf(reach);
  const rareForms = formsOf(forms, rare);
  const isMuch = documentFrequency(rare[0] ?? '') > limits.occurrences;
  const found = await readPostings(db, {
    terms: rareForms,
    shelves,
    documents: reach?.uploads && (await documentsWithin(db, reach)),
    best: isMuch ? { most: Math.ceil(limits.occurrences / 4), averageLength } : undefined,
  });
  const kept = bestDocuments(found, {
    question,
    forms,
    collection: collections.passages,
    most: limits.documents,
  });
  const common = await readPostings(db, {
    terms: formsOf(forms, known).filter((form) => !rareForms.includes(form)),
    shelves,
    documents: [...kept],
  });
  const passages = asPassages([...found, ...common], { forms, kept });
  return { passages, pages: await readPages(db, { passages, reach }), collections };
}

/** The passages of these documents that hold some of the terms. */
export async function passagesOf(
  db: Db,
  { forms, documents, reach }: { forms: Expansion; documents: readonly number[]; reach: Reach | undefined },
): Promise<FoundPassage[]> {
  const postings = await readPostings(db, { terms: [...forms.keys()], documents, shelves: shelvesOf(reach) });
  return asPassages(postings, { forms, kept: new Set(documents) });
}

/** What stands for some of these terms of a question in the index. */
function formsOf(forms: Expansion, terms: readonly string[]): string[] {
  const wanted = new Set(terms);
  return [...forms].flatMap(([form, list]) => (list.some(({ term }) => wanted.has(term)) ? [form] : []));
}

/** The documents that are worth most by these occurrences: by their best passage and as a whole, as pages are ranked. */
function bestDocuments(
  postings: readonly Postings[],
  {
    question,
    forms,
    collection,
    most,
  }: { question: string; forms: Expansion; collection: Collection; most: number },
): Set<number> {
  const weights = new Map(conceptsOf(question, collection).map(({ term, weight }) => [term, weight]));
  const passages = new Map<number, number>();
  const best = new Map<number, number>();
  const whole = new Map<number, number>();
  for (const { term, documents, passages: ids, counts, lengths } of postings) {
    const weight = Math.max(
      ...(forms.get(term) ?? []).map(({ term, share }) => share * (weights.get(term) ?? 0)),
    );
    const inDocument = new Map<number, number>();
    for (let at = 0; at < ids.length; at += 1) {
      const [id, document, count] = [ids[at] ?? 0, documents[at] ?? 0, counts[at] ?? 0];
      const worth =
        (passages.get(id) ?? 0) + weight * saturate(count, { length: lengths[at] ?? 0, collection });
      passages.set(id, worth);
      if (worth >= (best.get(document) ?? 0)) best.set(document, worth);
      inDocument.set(document, (inDocument.get(document) ?? 0) + count);
    }
    for (const [document, count] of inDocument)
      whole.set(document, (whole.get(document) ?? 0) + (weight * count) / (count + pageSaturation));
  }
  if (best.size <= most) return new Set(best.keys());
  const [scale, wholeScale] = [greatest(best.values()), greatest(whole.values())];
  for (const [document, worth] of best)
    best.set(document, worth / scale + (whole.get(document) ?? 0) / wholeScale);
  const least = Float64Array.from(best.values()).sort()[best.size - most] ?? 0;
  const kept = [...best.keys()].filter((id) => (best.get(id) ?? 0) >= least);
  return new Set(kept.slice(0, most));
}

function greatest(values: Iterable<number>): number {
  let most = Number.MIN_VALUE;
  for (const value of values) most = Math.max(most, value);
  return most;
}

/** Occurrences by passage, in the order of passages; of the kept documents alone. */
function asPassages(
  postings: readonly Postings[],
  { forms, kept }: { forms: Expansion; kept: ReadonlySet<number> },
): FoundPassage[] {
  const found = new Map<number, FoundPassage & { counts: Map<string, number> }>();
  for (const { term: form, documents, passages, counts, lengths } of postings) {
    const meant = forms.get(form) ?? [];
    for (let at = 0; at < passages.length; at += 1) {
      const document = documents[at] ?? 0;
      if (!kept.has(document)) continue;
      const id = passages[at] ?? 0;
      let passage = found.get(id);
      if (!passage) {
        passage = { id, page: String(document), length: lengths[at] ?? 0, counts: new Map() };
        found.set(id, passage);
      }
      for (const { term, share } of meant)
        passage.counts.set(term, (passage.counts.get(term) ?? 0) + share * (counts[at] ?? 0));
    }
  }
  return [...found.values()].sort((left, right) => left.id - right.id);
}

async function documentsWithin(db: Db, reach: Reach): Promise<number[]> {
  const rows = await db.$queryRaw<{ id: number }[]>`SELECT id FROM document WHERE ${isReached(reach)}`;
  return rows.map(({ id }) => id);
}

/** The pages of passages in the order of their urls, each with its true length. */
async function readPages(
  db: Db,
  { passages, reach }: { passages: readonly FoundPassage[]; reach: Reach | undefined },
): Promise<RankedPart[]> {
  const sums = new Map(sumPages(passages).map((page) => [Number(page.page), page]));
  const rows = await db.$queryRaw<{ id: number; term_count: number }[]>`
    SELECT id, term_count FROM document
    WHERE id = ANY(${[...sums.keys()]}::int[]) AND ${isReached(reach)} ORDER BY url`;
  return rows.flatMap(({ id, term_count }) => {
    const page = sums.get(id);
    return page ? [{ ...page, length: term_count }] : [];
  });
}
