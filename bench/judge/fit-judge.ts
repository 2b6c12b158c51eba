import { type ClaimFeatures, featureNames, featureSigns } from '#lib/research/check-claim/claim-features.ts';
import { scoreFeatures, type Weights } from '#lib/research/check-claim/score-claim.ts';
import { type Example, fitLinear } from './fit-linear.ts';

/** A text by what the model sees of its claims; `faulty` where one of them has a fault that rules see. */
export type SeenText = { claims: ClaimFeatures[]; faulty: boolean; supported: boolean };

/** Texts with several claims do not say which is false: the one that looks worst is taken, and looked for again. */
const passes = 3;

/**
 * Fits the judge's weights on what rules leave open. Sets count alike, and so do both classes of a set, of which the
 * texts that rules decide are a part.
 */
export function fitJudge(sets: readonly SeenText[][]): Weights {
  let fitted: Weights = { bias: 0, weights: featureSigns };
  for (let pass = 0; pass < passes; pass++) {
    const examples = sets.flatMap((texts) => examplesOf(texts, fitted));
    const { bias, weights } = fitLinear(
      examples,
      featureNames.map((name) => featureSigns[name]),
    );
    const named = featureNames.map((name, at) => [name, round(weights[at] ?? 0)] as const);
    fitted = { bias: round(bias), weights: Object.fromEntries(named) };
  }
  return fitted;
}

const round = (value: number) => Math.round(value * 1000) / 1000;

function examplesOf(texts: readonly SeenText[], fitted: Weights): Example[] {
  const count = (supported: boolean) =>
    Math.max(texts.filter((text) => text.supported === supported).length, 1);
  const counts = { true: count(true), false: count(false) };
  return texts
    .filter(({ faulty }) => !faulty)
    .flatMap(({ claims, supported }): Example[] => {
      const [worst] = [...claims].sort(
        (left, right) => scoreFeatures(left, fitted) - scoreFeatures(right, fitted),
      );
      if (!worst) return [];
      const features = featureNames.map((name) => worst[name]);
      return [{ features, positive: supported, weight: 1000 / counts[`${supported}`] }];
    });
}
