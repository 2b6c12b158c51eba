import { tokenize } from './tokenize.ts';

/** A text as BM25 sees it: how often each term stands in it, and how many terms it has. */
export type TermCounts = { counts: ReadonlyMap<string, number>; length: number };

/** What BM25 knows of the collection: number of texts, their mean length, and in how many a term stands. */
export type Collection = {
  size: number;
  averageLength: number;
  documentFrequency(term: string): number;
};

/** Counts the terms of a text; pass terms that are already tokenized or a string. */
export function countTerms(text: string | readonly string[]): TermCounts {
  const terms = typeof text === 'string' ? tokenize(text) : text;
  const counts = new Map<string, number>();
  for (const term of terms) counts.set(term, (counts.get(term) ?? 0) + 1);
  return { counts, length: terms.length };
}

/** How rare a term is in a collection (natural logarithm, never negative): what a match of it is worth. */
export function idf(term: string, collection: Pick<Collection, 'size' | 'documentFrequency'>): number {
  const frequency = Math.min(collection.documentFrequency(term), collection.size);
  return Math.log(1 + (collection.size - frequency + 0.5) / (frequency + 0.5));
}

/** The BM25 score of one text for the terms of a query; 0 when none of them stands in it. */
export function scoreBm25(
  text: TermCounts,
  query: Iterable<string>,
  { collection, k1 = 1.2, b = 0.75 }: { collection: Collection; k1?: number; b?: number },
): number {
  let score = 0;
  for (const term of query) {
    const count = text.counts.get(term);
    if (count) score += idf(term, collection) * saturate(count, { length: text.length, collection, k1, b });
  }
  return score;
}

/** What `count` occurrences in a text of `length` terms are worth: from 0 up to k1 + 1, less in a long text. */
export function saturate(
  count: number,
  {
    length,
    collection,
    k1 = 1.2,
    b = 0.75,
  }: { length: number; collection: Pick<Collection, 'averageLength'>; k1?: number; b?: number },
): number {
  const lengthFactor = k1 * (1 - b + (b * length) / Math.max(collection.averageLength, 1));
  return (count * (k1 + 1)) / (count + lengthFactor);
}

/** The statistics of a few thousand texts held in memory. */
export function collectionOf(texts: readonly TermCounts[]): Collection {
  const frequencies = new Map<string, number>();
  let length = 0;
  for (const text of texts) {
    length += text.length;
    for (const term of text.counts.keys()) frequencies.set(term, (frequencies.get(term) ?? 0) + 1);
  }
  return {
    size: texts.length,
    averageLength: texts.length === 0 ? 0 : length / texts.length,
    documentFrequency: (term) => frequencies.get(term) ?? 0,
  };
}

/** Ranks texts for a query: their indexes with scores above 0, the best first; equal scores keep the given order. */
export function rankBm25(
  query: string | readonly string[],
  texts: readonly TermCounts[],
  options: { k1?: number; b?: number } = {},
): { index: number; score: number }[] {
  const terms = new Set(typeof query === 'string' ? tokenize(query) : query);
  const collection = collectionOf(texts);
  return texts
    .map((text, index) => ({ index, score: scoreBm25(text, terms, { collection, ...options }) }))
    .filter(({ score }) => score > 0)
    .sort((left, right) => right.score - left.score || left.index - right.index);
}
