import type { SourceSentence } from './evidence.ts';
import type { Word } from './read-words.ts';

/** Words of one side without a partner on the other, between two words that have one (undefined at either end). */
export type Gap = {
  claim: Word[];
  source: Word[];
  /** The last word before it and the first after it that both sides have, as the claim has them. */
  left: Word | undefined;
  right: Word | undefined;
  /** Where it begins and ends among the sentence's words. */
  from: number;
  to: number;
};

const sharedBeginning = 5;

/** Whether two words are forms of one: their stems are the same, or begin alike for long enough. */
export function isSameWord(one: string, other: string): boolean {
  if (one === other) return true;
  if (one.length < sharedBeginning || other.length < sharedBeginning) return false;
  if (!one.startsWith(other.slice(0, sharedBeginning))) return false;
  return sharedLength(one, other) >= 0.7 * Math.max(one.length, other.length);
}

function sharedLength(one: string, other: string): number {
  let length = 0;
  while (length < one.length && one[length] === other[length]) length += 1;
  return length;
}

/** Aligns a claim with a sentence word by word (longest common subsequence) and answers what lies between. */
export function alignWords(claim: readonly Word[], source: readonly Word[]): Gap[] {
  const pairs = commonWords(claim, source);
  const gaps: Gap[] = [];
  let [fromClaim, fromSource] = [0, 0];
  let left: Word | undefined;
  for (const [one, other] of [...pairs, [claim.length, source.length] as const]) {
    const right = claim[one];
    if (one > fromClaim || other > fromSource) {
      gaps.push({
        claim: claim.slice(fromClaim, one),
        source: source.slice(fromSource, other),
        left,
        right,
        from: fromSource,
        to: other,
      });
    }
    [fromClaim, fromSource, left] = [one + 1, other + 1, right];
  }
  return gaps;
}

function commonWords(claim: readonly Word[], source: readonly Word[]): (readonly [number, number])[] {
  const width = source.length + 1;
  const best = new Float64Array((claim.length + 1) * width);
  // A word with content is worth more than one without, so that alignments hang on what is said.
  const worth = (one: Word | undefined, other: Word | undefined) =>
    one && other && isSameWord(one.key, other.key) ? (one.content ? 1 : 0.4) : 0;
  for (let one = claim.length - 1; one >= 0; one--) {
    for (let other = source.length - 1; other >= 0; other--) {
      const skip = Math.max(best[(one + 1) * width + other] ?? 0, best[one * width + other + 1] ?? 0);
      const value = worth(claim[one], source[other]);
      const take = value > 0 ? value + (best[(one + 1) * width + other + 1] ?? 0) : 0;
      best[one * width + other] = Math.max(skip, take);
    }
  }
  const pairs: (readonly [number, number])[] = [];
  let [one, other] = [0, 0];
  while (one < claim.length && other < source.length) {
    const here = best[one * width + other] ?? 0;
    const value = worth(claim[one], source[other]);
    if (value > 0 && here === value + (best[(one + 1) * width + other + 1] ?? 0))
      pairs.push([one++, other++]);
    else if (here === best[(one + 1) * width + other]) one += 1;
    else other += 1;
  }
  return pairs;
}

/** The share of a claim's telling words that a sentence or a page has, 0 to 1; another form of a word counts a little less. */
export const shareOf = (claim: readonly Word[], keys: ReadonlySet<string>): number =>
  heldShare(toldKeys(claim), keys);

const toldKeys = (claim: readonly Word[]): string[] => [
  ...new Set(claim.filter(({ content }) => content).map(({ key }) => key)),
];

function heldShare(told: readonly string[], keys: ReadonlySet<string>): number {
  if (told.length === 0) return 0;
  const held = told.reduce((sum, key) => sum + (keys.has(key) ? 1 : hasForm(key, keys) ? 0.8 : 0), 0);
  return held / told.length;
}

const beginnings = new WeakMap<ReadonlySet<string>, Map<string, string[]>>();

export function hasForm(key: string, keys: ReadonlySet<string>): boolean {
  if (key.length < sharedBeginning) return false;
  let known = beginnings.get(keys);
  if (!known) {
    known = new Map();
    for (const other of keys) {
      if (other.length < sharedBeginning) continue;
      const beginning = other.slice(0, sharedBeginning);
      known.set(beginning, [...(known.get(beginning) ?? []), other]);
    }
    beginnings.set(keys, known);
  }
  return (known.get(key.slice(0, sharedBeginning)) ?? []).some((other) => isSameWord(key, other));
}

export type Ranked = { sentence: SourceSentence; share: number };

/** The sentences that hold most of a claim's telling words, the best first; of equal ones the nearest first. */
export function closestSentences(claim: readonly Word[], sentences: readonly SourceSentence[]): Ranked[] {
  const levels = { quote: 0.02, around: 0.01, page: 0 };
  const seen = new Set<string>();
  const told = toldKeys(claim);
  return sentences
    .map((sentence) => ({ sentence, share: heldShare(told, sentence.keys) }))
    .filter(({ share }) => share > 0)
    .sort(
      (left, right) =>
        right.share + levels[right.sentence.level] - left.share - levels[left.sentence.level] ||
        left.sentence.words.length - right.sentence.words.length,
    )
    .filter(({ sentence }) => !seen.has(sentence.text) && seen.add(sentence.text))
    .slice(0, 6);
}
