import { shareOf } from './align.ts';
import type { ClaimReading } from './claim-reading.ts';

/** A feature of a claim, from about 0 to about 1. */
type Feature = {
  /** Which way it may speak: a fit that would turn it round has learned a peculiarity of its data. */
  sign: 1 | -1;
  of(claim: ClaimReading): number;
};

/** What the linear model sees of a claim. */
export const features = {
  'share of the two closest sentences': {
    sign: 1,
    of: ({ words, closest }) =>
      shareOf(words, new Set(closest.slice(0, 2).flatMap(({ sentence }) => [...sentence.keys]))),
  },
  length: {
    sign: -1,
    of: ({ words }) => {
      const told = new Set(words.filter(({ content }) => content).map(({ key }) => key));
      return Math.log(1 + told.size) / 4;
    },
  },
} satisfies Record<string, Feature>;

export type FeatureName = keyof typeof features;
export const featureNames = Object.keys(features) as FeatureName[];
