import { type FeatureName, featureNames, features } from '#lib/research/check-claim/claim-features.ts';
import { scoreFeatures, type Weights } from '#lib/research/check-claim/score-claim.ts';
import { type Example, fitLinear } from './fit-linear.ts';
import { balancedAccuracy, isHeld, type Judge, type MeasuredText } from './measure-judge.ts';

const shares = [0, 0.3, 0.4, 0.5, 0.6, 0.7];

/**
 * Chooses the features and the least share that do best on texts of the given sets that they were not fitted on (halves
 * that change places), and fits them on all of them.
 */
export function chooseJudge(sets: readonly MeasuredText[][]): Judge {
  const halves = [0, 1].map((half) => sets.map((texts) => texts.filter((_, at) => at % 2 === half)));
  const rate = (names: readonly FeatureName[]) => {
    const fits = halves.map((half) => fitJudge(half, names));
    const rated = shares.map((least_share) => {
      const rates = halves.flatMap((half, at) => {
        const judge = { ...(fits[1 - at] as Weights), least_share };
        return half.map((texts) => balancedAccuracy(texts, (text) => isHeld(text, judge)));
      });
      return { least_share, rate: rates.reduce((sum, one) => sum + one, 0) / rates.length };
    });
    return rated.reduce((best, next) => (next.rate > best.rate ? next : best));
  };
  const tried = subsets(featureNames).map((names) => ({ names, ...rate(names) }));
  const { names, least_share } = tried.reduce((best, next) => (next.rate > best.rate ? next : best));
  return { ...fitJudge(sets, names), least_share };
}

const subsets = <Item>(items: readonly Item[]): Item[][] =>
  Array.from({ length: 2 ** items.length }, (_, chosen) => items.filter((_, at) => chosen & (1 << at)));

/** Texts with several claims do not say which is false: the one that looks worst is taken, and looked for again. */
const passes = 3;

/**
 * Fits weights on what rules leave open. Sets count alike, and so do both classes of a set, of which the texts that rules
 * decide are a part.
 */
export function fitJudge(sets: readonly MeasuredText[][], names: readonly FeatureName[]): Weights {
  const signs = names.map((name) => features[name].sign);
  const named = (weights: readonly number[]) =>
    Object.fromEntries(names.map((name, at) => [name, round(weights[at] ?? 0)]));
  let fitted: Weights = { bias: 0, weights: named(signs) };
  for (let pass = 0; pass < passes; pass++) {
    const { bias, weights } = fitLinear(
      sets.flatMap((texts) => examplesOf(texts, names, fitted)),
      signs,
    );
    fitted = { bias: round(bias), weights: named(weights) };
  }
  return fitted;
}

const round = (value: number) => Math.round(value * 1000) / 1000;

function examplesOf(
  texts: readonly MeasuredText[],
  names: readonly FeatureName[],
  fitted: Weights,
): Example[] {
  const count = (supported: boolean) =>
    Math.max(texts.filter((text) => text.supported === supported).length, 1);
  const counts = { true: count(true), false: count(false) };
  return texts
    .filter(({ faulty }) => !faulty)
    .flatMap(({ claims, supported }): Example[] => {
      const scored = claims.map((claim) => ({ claim, score: scoreFeatures((name) => claim[name], fitted) }));
      const [worst] = scored.sort((left, right) => left.score - right.score);
      if (!worst) return [];
      const weight = 1000 / counts[`${supported}`];
      return [{ features: names.map((name) => worst.claim[name]), positive: supported, weight }];
    });
}
