import { hasForm, shareOf } from './align.ts';
import type { ClaimReading } from './claim-reading.ts';
import type { Word } from './read-words.ts';

/**
 * What the linear model sees of a claim, from about 0 to about 1, and which way each may speak: a fit that would turn
 * one round has learned a peculiarity of its data.
 */
export const featureSigns = {
  'share of the two closest sentences': 1,
  'rare share of the page': 1,
  'neighbours on the page': 1,
  'unknown names': -1,
  length: -1,
} as const;

export type FeatureName = keyof typeof featureSigns;
export const featureNames = Object.keys(featureSigns) as FeatureName[];
export type ClaimFeatures = Record<FeatureName, number>;

const mostNames = 3;

export function claimFeatures(claim: ClaimReading): ClaimFeatures {
  const { words, evidence, closest } = claim;
  const told = uniqueContent(words);
  const isKnown = ({ key }: Word) => evidence.keys.has(key) || hasForm(key, evidence.keys);
  const names = told.filter((word) => !isKnown(word) && /^\p{Lu}/u.test(word.text));
  const both = new Set(closest.slice(0, 2).flatMap(({ sentence }) => [...sentence.keys]));
  return {
    'share of the two closest sentences': shareOf(words, both),
    'rare share of the page': weightedShare(told, rarityIn(claim), isKnown),
    'neighbours on the page': pairShare(claim),
    'unknown names': Math.min(names.length, mostNames) / mostNames,
    length: Math.log(1 + told.length) / 4,
  };
}

function uniqueContent(words: readonly Word[]): Word[] {
  const seen = new Set<string>();
  return words.filter(({ key, content }) => content && !seen.has(key) && seen.add(key));
}

/** How rare a word is among the sentences of the page. */
function rarityIn({ evidence: { sentences } }: ClaimReading): (word: Word) => number {
  const found = new Map<string, number>();
  return ({ key }) => {
    const known = found.get(key) ?? sentences.filter(({ keys }) => keys.has(key)).length;
    found.set(key, known);
    return Math.log(1 + sentences.length / (known + 0.5));
  };
}

function weightedShare(
  words: readonly Word[],
  weigh: (word: Word) => number,
  has: (word: Word) => boolean,
): number {
  const total = words.reduce((sum, word) => sum + weigh(word), 0);
  if (total === 0) return 0;
  return words.reduce((sum, word) => sum + (has(word) ? weigh(word) : 0), 0) / total;
}

/** The share of neighbouring telling words that are neighbours in a close sentence too. */
function pairShare({ words, closest }: ClaimReading): number {
  const pairs = pairsOf(words);
  if (pairs.length === 0) return 0;
  const known = new Set(closest.flatMap(({ sentence }) => pairsOf(sentence.words)));
  return pairs.filter((pair) => known.has(pair)).length / pairs.length;
}

function pairsOf(words: readonly Word[]): string[] {
  const told = words.filter(({ content }) => content);
  return told.slice(1).map(({ key }, at) => [told[at]?.key ?? '', key].sort().join(' '));
}
