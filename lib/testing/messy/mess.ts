import { seeded } from '../seeded.ts';

/** How often a model does what it should not, each from 0 to 1. */
export type Mess = {
  /** Sentences of the writer beside those that its quotes say. */
  invents: number;
  forgetsMark: number;
  repeats: number;
  merges: number;
  /** Texts that end in the middle. */
  cuts: number;
  /** Answers that are no JSON, at their first asking. */
  breaksJson: number;
  writesOtherLanguage: number;
  /** Units that the reader passes over, and findings for which it names the unit beside. */
  misses: number;
  misnames: number;
  /** Pages whose orders the reader follows, and traps that the writer falls into although it was told better. */
  obeys: number;
  slips: number;
  /** False claims that the judge supports, and true ones that it condemns. */
  judgeMisses: number;
  judgeCondemns: number;
};

export const noMess: Mess = {
  invents: 0,
  forgetsMark: 0,
  repeats: 0,
  merges: 0,
  cuts: 0,
  breaksJson: 0,
  writesOtherLanguage: 0,
  misses: 0,
  misnames: 0,
  obeys: 0,
  slips: 0,
  judgeMisses: 0,
  judgeCondemns: 0,
};

export const usualMess: Mess = {
  invents: 0.35,
  forgetsMark: 0.12,
  repeats: 0.06,
  merges: 0.1,
  cuts: 0.08,
  breaksJson: 0.08,
  writesOtherLanguage: 0.03,
  misses: 0.1,
  misnames: 0.05,
  obeys: 0.1,
  slips: 0,
  judgeMisses: 0.2,
  judgeCondemns: 0,
};

/** Chance that is the same for the same words and falls anew with each asking of them. */
export function createChance(seed: number) {
  const asked = new Map<string, number>();
  return (share: number, words: string): boolean => {
    const count = asked.get(words) ?? 0;
    asked.set(words, count + 1);
    return share > 0 && numberOf(`${seed} ${count} ${words}`) < share;
  };
}
export type Chance = ReturnType<typeof createChance>;

/** From 0 to 1, spread evenly over different words. */
export function numberOf(words: string): number {
  let hash = 2166136261;
  for (let at = 0; at < words.length; at += 1) hash = Math.imul(hash ^ words.charCodeAt(at), 16777619);
  return seeded(hash)();
}
