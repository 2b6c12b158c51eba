import { alignWords, isSameWord } from './align.ts';
import { type Sentence, stop } from './clauses.ts';
import type { Lexicon } from './lexicon.ts';
import type { Word } from './read-words.ts';

/**
 * A clause of a claim that has words of two clauses of a sentence which say different things in the same words: "the
 * tenant pays for the roof" of "the landlord pays for the roof, the tenant pays for the windows". What each of the two
 * says otherwise is then told of the other. Answers its words and those of the clause that begins as it does.
 */
export function mixedClause(
  claim: Sentence,
  sentence: Sentence,
  lexicon: Lexicon,
): { claim: Word[]; source: Word[] } | undefined {
  const parts = partsOf(sentence, lexicon);
  for (const own of partsOf(claim, lexicon)) {
    if (parts.some((part) => own.every((word) => has(part, word)))) continue;
    for (const [at, one] of parts.entries()) {
      for (const other of parts.slice(at + 1)) {
        if (isMixed(own, one, other))
          return {
            claim: stretchOf(own, claim),
            source: stretchOf(has(one, own[0]) ? one : other, sentence),
          };
      }
    }
  }
  return undefined;
}

const stretchOf = (part: readonly Word[], { words }: Sentence): Word[] =>
  words.filter(({ start, end }) => start >= (part[0]?.start ?? 0) && end <= (part.at(-1)?.end ?? 0));

function isMixed(own: readonly Word[], one: readonly Word[], other: readonly Word[]): boolean {
  if (!own.every((word) => has(one, word) || has(other, word))) return false;
  if (!own.some((word) => has(one, word) && has(other, word))) return false;
  // What the two say in the same place: "from 6 to 22" takes both, and mixes nothing.
  const places = alignWords(one, other).map(({ claim, source }) => ({
    fromOne: claim.some((word) => !has(other, word) && has(own, word)),
    fromOther: source.some((word) => !has(one, word) && has(own, word)),
  }));
  const isFrom = (which: 'fromOne' | 'fromOther') => places.some((place) => place[which]);
  return (
    isFrom('fromOne') && isFrom('fromOther') && !places.some(({ fromOne, fromOther }) => fromOne && fromOther)
  );
}

/**
 * Two clauses of a claim that have changed their names: "the steel came from Passau and the stone from Essen" of "the steel
 * came from Essen and the stone from Passau".
 */
export function crossedClauses(
  claim: Sentence,
  sentence: Sentence,
  lexicon: Lexicon,
): { claim: Word[]; source: Word[] } | undefined {
  const parts = partsOf(sentence, lexicon);
  const own = partsOf(claim, lexicon);
  const isCrossed = (part: Word[], one: Word[], other: Word[]) =>
    part.every((word) => has(one, word) || has(other, word)) &&
    part.some((word) => !isCapital(word) && has(one, word) && !has(other, word)) &&
    part.some((word) => isCapital(word) && has(other, word) && !has(one, word)) &&
    !part.some((word) => isCapital(word) && has(one, word) && !has(other, word));
  for (const [at, first] of own.entries()) {
    for (const second of own.slice(at + 1)) {
      for (const one of parts) {
        const other = parts.find(
          (part) => part !== one && isCrossed(first, one, part) && isCrossed(second, part, one),
        );
        if (other)
          return {
            claim: stretchOf([...first, ...second], claim),
            source: stretchOf(inOrder(one, other), sentence),
          };
      }
    }
  }
  return undefined;
}

const isCapital = ({ text }: Word) => /^\p{Lu}/u.test(text);
const inOrder = (one: Word[], other: Word[]) =>
  [...one, ...other].sort((left, right) => left.start - right.start);

const has = (words: readonly Word[], word: Word | undefined) =>
  words.some(({ key }) => word !== undefined && isSameWord(key, word.key));

/** The telling words of a sentence between stops and words that join: at least two. */
function partsOf({ text, words }: Sentence, lexicon: Lexicon): Word[][] {
  const parts: Word[][] = [[]];
  for (const [at, word] of words.entries()) {
    const gap = at > 0 ? text.slice(words[at - 1]?.end, word.start) : '';
    // "between Graz and Linz" are no two clauses.
    const isPair = [words[at - 1], words[at + 1]].every((beside) => beside && isCapital(beside));
    const joins =
      (lexicon.joint(word.lower) && !(isPair && lexicon.code !== 'de')) || joining.test(word.lower);
    if (stop.test(gap) || joins) parts.push([]);
    if (word.content) parts.at(-1)?.push(word);
  }
  return parts.filter((part) => part.length > 1);
}

const joining =
  /^(?:but|while|whereas|aber|während|mais|tandis|pero|mientras|ma|mentre|mas|enquanto|maar|terwijl|но|а|而|但)$/;
