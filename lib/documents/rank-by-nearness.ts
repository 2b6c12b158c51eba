export type RankedPage = { score: number; passages: readonly { id: number; score: number }[] };

/**
 * Ranks pages anew by the sum of their score, as a share of the best, and of how near each is, as a share between the
 * least and the nearest of them. `near` is told of the first pages, undefined for one of which it is not known: that one
 * keeps its score. Scores stay on their scale.
 */
export function rankByNearness<Page extends RankedPage>(
  pages: readonly Page[],
  near: readonly (number | undefined)[],
  {
    weight = 1,
    leastSpread = Number.MIN_VALUE,
  }: {
    /** What nearness counts beside the score. */
    weight?: number;
    /** Where all lie closer together than this, they are told apart less. */
    leastSpread?: number;
  } = {},
): Page[] {
  const candidates = pages.slice(0, near.length);
  const known = near.filter((value) => value !== undefined);
  const [least, most] = [Math.min(...known), Math.max(...known)];
  const spread = Math.max(most - least, leastSpread);
  const top = Math.max(...candidates.map(({ score }) => score));
  const ranked = candidates
    .map((page, at) => {
      const own = near[at];
      if (own === undefined) return page;
      return { ...page, score: (page.score + weight * top * ((own - least) / spread)) / (1 + weight) };
    })
    .sort((left, right) => right.score - left.score);
  const last = ranked.at(-1)?.score ?? 0;
  return [
    ...ranked,
    ...pages.slice(near.length).map((page) => ({ ...page, score: Math.min(page.score, last) })),
  ];
}
