import { type ClaimFeatures, claimFeatures, featureNames } from './claim-features.ts';
import type { ClaimReading } from './claim-reading.ts';
import fitted from './judge-weights.json' with { type: 'json' };

/** A linear model: a weight for each feature by its name, and a bias. Written by `npm run fit:judge`. */
export type Weights = { bias: number; weights: Record<string, number> };

/** How likely a claim without visible faults is to be supported, 0 to 1. */
export const scoreClaim = (claim: ClaimReading): number => scoreFeatures(claimFeatures(claim), fitted);

export function scoreFeatures(features: ClaimFeatures, { bias, weights }: Weights): number {
  const sum = featureNames.reduce((total, name) => total + (weights[name] ?? 0) * features[name], bias);
  return 1 / (1 + Math.exp(-sum));
}
