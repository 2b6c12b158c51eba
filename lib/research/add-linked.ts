import type { EvidencePage } from './evidence-page.ts';

/** Where links led somewhere, these many of the pages that searches ranked best are quoted from. */
const mostPages = 12;
/** What a page counts for that was not chosen by its words, beside the best that was. */
const linkedScore = 0.45;

/**
 * Adds to the pages that were chosen by their words, where links led to some of the best that were found, the rest of
 * these, each with the passage that searches ranked best: what connects two pages need not share a word with the question.
 */
export function addLinked(chosen: readonly EvidencePage[], ranked: readonly EvidencePage[]): EvidencePage[] {
  if (chosen.length === 0) return [];
  const known = new Set(chosen.map(({ url }) => url));
  const best = ranked.toSorted((left, right) => right.score - left.score).slice(0, mostPages);
  if (!best.some(({ way }) => way)) return [...chosen];
  const linked = best
    .filter(({ url, passages }) => !known.has(url) && passages.length > 0)
    .slice(0, Math.max(0, mostPages - chosen.length));
  return [
    ...chosen,
    ...linked.map((page) => ({
      ...page,
      passages: page.passages
        .toSorted((left, right) => right.score - left.score)
        .slice(0, 1)
        .map((passage) => ({ ...passage, score: linkedScore })),
    })),
  ];
}
