/** An example of logistic regression: its features, what it is, and how much it counts. */
export type Example = { features: readonly number[]; positive: boolean; weight: number };

const rounds = 600;
const decay = 0.05;
const step = 0.1;
const momentum = 0.9;

/**
 * Fits a logistic regression by full-batch gradient descent, weights held down by a decay and to their signs (1, -1; 0
 * for either). The same examples give the same weights.
 */
export function fitLinear(
  examples: readonly Example[],
  signs: readonly number[],
): { bias: number; weights: number[] } {
  const total = examples.reduce((sum, { weight }) => sum + weight, 0) || 1;
  const means = signs.map((_, at) => sumOf(examples, (features) => features[at] ?? 0) / total);
  const scales = signs.map((_, at) => {
    const spread = sumOf(examples, (features) => ((features[at] ?? 0) - (means[at] ?? 0)) ** 2);
    return Math.sqrt(spread / total) || 1;
  });
  const rows = examples.map(({ features }) =>
    features.map((value, at) => (value - (means[at] ?? 0)) / (scales[at] ?? 1)),
  );
  // The last weight is the bias.
  const weights = [...signs.map(() => 0), 0];
  const speed = weights.map(() => 0);
  for (let round = 0; round < rounds; round++) {
    for (const [at, slope] of slopes(examples, rows, weights).entries()) {
      const sign = signs[at] ?? 0;
      const held = at < signs.length ? decay * (weights[at] ?? 0) : 0;
      speed[at] = momentum * (speed[at] ?? 0) - step * (slope / total + held);
      const next = (weights[at] ?? 0) + speed[at];
      weights[at] = next * sign < 0 ? 0 : next;
    }
  }
  const unscaled = signs.map((_, at) => (weights[at] ?? 0) / (scales[at] ?? 1));
  const shift = unscaled.reduce((sum, weight, at) => sum + weight * (means[at] ?? 0), 0);
  return { bias: (weights.at(-1) ?? 0) - shift, weights: unscaled };
}

const sumOf = (examples: readonly Example[], read: (features: readonly number[]) => number) =>
  examples.reduce((sum, { features, weight }) => sum + weight * read(features), 0);

function slopes(
  examples: readonly Example[],
  rows: readonly number[][],
  weights: readonly number[],
): number[] {
  const slope = weights.map(() => 0);
  const last = weights.length - 1;
  for (const [index, { positive, weight }] of examples.entries()) {
    const row = rows[index] ?? [];
    const sum = row.reduce((total, value, at) => total + value * (weights[at] ?? 0), weights[last] ?? 0);
    const error = weight * (1 / (1 + Math.exp(-sum)) - (positive ? 1 : 0));
    for (const [at, value] of row.entries()) slope[at] = (slope[at] ?? 0) + error * value;
    slope[last] = (slope[last] ?? 0) + error;
  }
  return slope;
}
