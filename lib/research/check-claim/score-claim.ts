import { type FeatureName, features } from './claim-features.ts';
import type { ClaimReading } from './claim-reading.ts';
import fitted from './judge-weights.json' with { type: 'json' };

/** A linear model: a bias and a weight for each of its features. Written by `npm run fit:judge`. */
export type Weights = { bias: number; weights: Partial<Record<FeatureName, number>> };

/** How likely a claim without visible faults is to be supported, 0 to 1. */
export const scoreClaim = (claim: ClaimReading): number =>
  scoreFeatures((name) => features[name].of(claim), fitted);

export function scoreFeatures(seen: (name: FeatureName) => number, { bias, weights }: Weights): number {
  const names = Object.keys(weights) as FeatureName[];
  const sum = names.reduce((total, name) => total + (weights[name] ?? 0) * seen(name), bias);
  return 1 / (1 + Math.exp(-sum));
}
