import { joinNearness } from '#lib/text/join-nearness.ts';

export type RankedPage = { score: number; passages: readonly { id: number; score: number }[] };

/**
 * Ranks pages anew by their scores and by how near each is, as `joinNearness` does. `near` is told of the first pages,
 * undefined for one of which it is not known: that one keeps its score. Scores stay on their scale.
 */
export function rankByNearness<Page extends RankedPage>(
  pages: readonly Page[],
  near: readonly (number | undefined)[],
  {
    weight = 1,
    leastSpread = 0,
  }: {
    /** What nearness counts beside the score. */
    weight?: number;
    /** Where all lie closer together than this, they are told apart less. */
    leastSpread?: number;
  } = {},
): Page[] {
  const candidates = pages.slice(0, near.length);
  const scores = joinNearness(
    candidates.map(({ score }) => score),
    near.slice(0, candidates.length),
    weight,
    leastSpread,
  );
  const ranked = candidates
    .map((page, at) => ({ ...page, score: scores[at] ?? page.score }))
    .sort((left, right) => right.score - left.score);
  const last = ranked.at(-1)?.score ?? 0;
  return [
    ...ranked,
    ...pages.slice(near.length).map((page) => ({ ...page, score: Math.min(page.score, last) })),
  ];
}
