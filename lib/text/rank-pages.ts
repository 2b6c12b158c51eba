import { type Collection, saturate, type TermCounts } from './bm25.ts';
import { type Concept, conceptsOf } from './concepts.ts';

/** A part of a page as it is ranked; `counts` need to hold the terms of the query only. */
export type RankedPart = TermCounts & { page: string };
export type PageScore = {
  page: string;
  /** As BM25 counts: the mean of its best passage and of the whole page, both on the scale of passages. */
  score: number;
  /** Its passages that hold terms of the query, the best first, by their index in what was given. */
  passages: { index: number; score: number }[];
};

/** The pages of the given passages, in the order in which they first appear; counts and lengths are summed up. */
export function sumPages(passages: readonly RankedPart[]): RankedPart[] {
  const pages = new Map<string, { page: string; counts: Map<string, number>; length: number }>();
  for (const { page, counts, length } of passages) {
    const sum = pages.get(page) ?? { page, counts: new Map(), length: 0 };
    for (const [term, count] of counts) sum.counts.set(term, (sum.counts.get(term) ?? 0) + count);
    sum.length += length;
    pages.set(page, sum);
  }
  return [...pages.values()];
}

/**
 * Ranks pages for a question, the best first: a page counts by its best passage and by its whole text, both
 * scored with BM25 and divided by the best of their kind. Ties keep the order of the pages given.
 */
export function rankPages(candidates: {
  question: string;
  passages: readonly RankedPart[];
  pages: readonly RankedPart[];
  collections: { passages: Collection; pages: Collection };
}): PageScore[] {
  const { question, passages, pages, collections } = candidates;
  const passageScores = scoreParts(passages, { question, collection: collections.passages });
  const pageScores = scoreParts(
    pages.map((page) => withinReason(page, collections.pages)),
    { question, collection: collections.pages },
  );
  const ofPage = new Map<string, { index: number; score: number }[]>(pages.map(({ page }) => [page, []]));
  for (const [index, score] of passageScores.entries()) {
    if (score > 0) ofPage.get(passages[index]?.page ?? '')?.push({ index, score });
  }
  const scale = best(passageScores) / best(pageScores);
  return pages
    .map(({ page }, index): PageScore => {
      const own = (ofPage.get(page) ?? []).sort((left, right) => right.score - left.score);
      const score = ((own[0]?.score ?? 0) + (pageScores[index] ?? 0) * scale) / 2;
      return { page, score, passages: own };
    })
    .filter(({ score }) => score > 0)
    .sort((left, right) => right.score - left.score);
}

/** A file of a hundred times as many words as others is a library by itself: by length alone it would be worth nothing. */
const mostTimesAverage = 8;
const withinReason = (page: RankedPart, { averageLength }: Collection): RankedPart => ({
  ...page,
  length: Math.min(page.length, mostTimesAverage * averageLength),
});

function best(scores: readonly number[]): number {
  return scores.reduce((most, score) => Math.max(most, score), Number.MIN_VALUE);
}

function scoreParts(
  parts: readonly RankedPart[],
  { question, collection }: { question: string; collection: Collection },
): number[] {
  const concepts: Concept[] = conceptsOf(question, collection);
  return parts.map(({ counts, length }) => {
    let score = 0;
    for (const { term, weight } of concepts) {
      const count = counts.get(term);
      if (count) score += weight * saturate(count, { length, collection });
    }
    return score;
  });
}
