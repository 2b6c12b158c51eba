import { isSameWord } from './align.ts';
import type { Lexicon } from './lexicon.ts';
import type { Word } from './read-words.ts';

export type Sentence = { text: string; words: readonly Word[] };
/** `isJoined` where only a comma stands before it. */
export type Clause = { words: readonly Word[]; isJoined: boolean };

/**
 * The stretches of a sentence between commas and the like, before a "but" after what is affirmed, and between two
 * negations the parts of an "and" or "or".
 */
export function clausesOf({ text, words }: Sentence, lexicon: Lexicon): Clause[] {
  const clauses: { words: Word[]; isJoined: boolean }[] = [];
  const denies = (some: readonly Word[]) => some.some(({ lower }) => lexicon.negation(lower));
  for (const [at, word] of words.entries()) {
    const before = words[at - 1];
    const gap = before ? text.slice(before.end, word.start) : '';
    const last = clauses.at(-1)?.words ?? [];
    const isPart =
      lexicon.joint(word.lower) && denies(last) && denies(untilStop({ text, words: words.slice(at) }));
    const turns = adversative.test(word.lower) && last.some(({ content }) => content) && !denies(last);
    if (last.length > 0 && !isPart && !turns && !stop.test(gap)) last.push(word);
    else clauses.push({ words: [word], isJoined: /^[,，、\s]*$/.test(gap) });
  }
  return clauses;
}

/** What stands between two clauses. */
export const stop = /[,;:—–.!?，；：、。！？()（）“”「」]/;
const adversative = /^(?:but|whereas|aber|mais|pero|maar|mas|но|但|但是)$/;

function untilStop({ text, words }: Sentence): readonly Word[] {
  const end = words.findIndex((word, at) => at > 0 && stop.test(text.slice(words[at - 1]?.end, word.start)));
  return end < 0 ? words : words.slice(0, end);
}

/**
 * Whether a word of a sentence stands in the clause that has most of the claim's own clause, the word aside: "fruit rose
 * by 4 %" is not told by the clause on fish of "fish fell by 6 %, whereas fruit rose by 4 %".
 */
export function isInNearestClause(
  one: { word: Word; of: Sentence },
  claimed: { word: Word; of: Sentence },
  lexicon: Lexicon,
): boolean {
  const clauses = clausesOf(one.of, lexicon);
  const own = clauses.find(({ words }) => words.includes(one.word));
  const asked = clausesOf(claimed.of, lexicon).find(({ words }) => words.includes(claimed.word));
  const told = asked?.words.filter(({ content, lower }) => content || /\d/.test(lower)) ?? [];
  const heldBy = ({ words }: Clause) =>
    told.filter(
      (word) =>
        word !== claimed.word && words.some((other) => other !== one.word && isSameWord(other.key, word.key)),
    ).length;
  return !own || heldBy(own) >= Math.max(...clauses.map(heldBy));
}
