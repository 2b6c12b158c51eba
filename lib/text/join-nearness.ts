/**
 * How near each text is as a share between the farthest and the nearest of them, or of `leastSpread` where they lie closer
 * together; undefined for what is not known, and for all of them where none is nearer than another.
 */
export function nearShares(near: readonly (number | undefined)[], leastSpread = 0): (number | undefined)[] {
  const known = near.filter((value) => value !== undefined);
  const least = Math.min(...known);
  const spread = Math.max(Math.max(...known) - least, leastSpread);
  return near.map((value) => (value === undefined || spread <= 0 ? undefined : (value - least) / spread));
}

/**
 * Scores, joined with how near each text is to the question in meaning: a mean in which the nearness counts `weight`
 * times, as `nearShares` has it, on the scale of the scores. Without nearness they stay as they are.
 */
export function joinNearness(
  scores: readonly number[],
  nearness: readonly (number | undefined)[] | null,
  weight = 1,
  leastSpread = 0,
): number[] {
  if (!nearness || nearness.length !== scores.length) return [...scores];
  const shares = nearShares(nearness, leastSpread);
  const top = weight * Math.max(...scores);
  return scores.map((score, at) => {
    const share = shares[at];
    return share === undefined ? score : (score + top * share) / (1 + weight);
  });
}
