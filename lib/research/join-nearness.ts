/**
 * The scores of units, joined with how near each is to the question in meaning: a mean in which the nearness counts
 * `weight` times, as a share between the least and the nearest of them, on the scale of the scores. Without nearness
 * they stay as they are.
 */
export function joinNearness(
  scores: readonly number[],
  nearness: readonly number[] | null,
  weight = 1,
): number[] {
  if (!nearness || nearness.length !== scores.length || scores.length === 0) return [...scores];
  const [least, most] = [Math.min(...nearness), Math.max(...nearness)];
  const top = weight * Math.max(...scores);
  if (most <= least) return [...scores];
  return scores.map(
    (score, at) => (score + (top * ((nearness[at] ?? least) - least)) / (most - least)) / (1 + weight),
  );
}
