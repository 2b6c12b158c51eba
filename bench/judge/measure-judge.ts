import { shareOf } from '#lib/research/check-claim/align.ts';
import { type FeatureName, featureNames, features } from '#lib/research/check-claim/claim-features.ts';
import { readClaim } from '#lib/research/check-claim/claim-reading.ts';
import { readEvidence } from '#lib/research/check-claim/evidence.ts';
import { findFaults } from '#lib/research/check-claim/find-faults.ts';
import { scoreFeatures, type Weights } from '#lib/research/check-claim/score-claim.ts';
import { supportedFrom } from '#lib/research/check-claim/weigh.ts';
import { tokenize } from '#lib/text/tokenize.ts';
import type { JudgedText, JudgeSet } from './judge-sets.ts';

/** A linear model with the share of a claim's telling words that the page must have. */
export type Judge = Weights & { least_share: number };

/** A text with what was seen of it once, so that many weights can be tried on it. */
export type MeasuredText = {
  /** What the model sees of its claims. */
  claims: Record<FeatureName, number>[];
  /** Whether one of them has a fault that rules see. */
  faulty: boolean;
  supported: boolean;
  overlap: number;
  share: number;
  kinds: string[];
};
export type MeasuredSet = { name: string; isOurs: boolean; fit: MeasuredText[]; check: MeasuredText[] };

export const seeSet = ({ fit, check, ...set }: JudgeSet): MeasuredSet => ({
  ...set,
  fit: fit.map(seeText),
  check: check.map(seeText),
});

function seeText({ claims, source, supported, kinds }: JudgedText): MeasuredText {
  const page = new Set(tokenize(source));
  const seen = claims.map((claim) => {
    const reading = readClaim(claim, readEvidence([], [source], claim));
    const words = [...new Set(tokenize(claim))];
    return {
      features: Object.fromEntries(featureNames.map((name) => [name, features[name].of(reading)])) as Record<
        FeatureName,
        number
      >,
      faulty: findFaults(reading).length > 0,
      share: reading.sameLanguage ? shareOf(reading.words, reading.evidence.keys) : 0,
      overlap: words.filter((word) => page.has(word)).length / Math.max(words.length, 1),
    };
  });
  return {
    claims: seen.map(({ features }) => features),
    faulty: seen.some(({ faulty }) => faulty),
    share: Math.min(1, ...seen.map(({ share }) => share)),
    overlap: Math.min(1, ...seen.map(({ overlap }) => overlap)),
    supported,
    kinds,
  };
}

/** As the check decides: no fault, words enough, and the model for it. The least of a text's claims decides. */
export const isHeld = (text: MeasuredText, judge: Judge): boolean =>
  !text.faulty &&
  text.share >= judge.least_share &&
  text.claims.every((claim) => scoreFeatures((name) => claim[name], judge) >= supportedFrom);

/** The threshold of word overlap that parts the texts best. */
export function overlapThreshold(texts: readonly MeasuredText[]): number {
  const tried = [...new Set(texts.map(({ overlap }) => overlap))];
  const rated = tried.map((least) => ({
    least,
    rate: balancedAccuracy(texts, ({ overlap }) => overlap >= least),
  }));
  return rated.reduce((best, next) => (next.rate > best.rate ? next : best), { least: 1, rate: 0 }).least;
}

/** The mean of the recalls of both classes, 0 to 100. */
export function balancedAccuracy(
  texts: readonly MeasuredText[],
  isSupported: (text: MeasuredText) => boolean,
): number {
  const recall = (supported: boolean) => {
    const own = texts.filter((text) => text.supported === supported);
    return own.filter((text) => isSupported(text) === supported).length / Math.max(own.length, 1);
  };
  return 50 * (recall(true) + recall(false));
}
