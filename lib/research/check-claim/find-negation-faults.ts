import { isSameWord } from './align.ts';
import type { ClaimReading } from './claim-reading.ts';
import { isInNearestClause } from './clauses.ts';
import type { SourceSentence } from './evidence.ts';
import type { Fault } from './fault.ts';
import type { Lexicon } from './lexicon.ts';
import { isOpposite } from './opposites.ts';
import type { Word } from './read-words.ts';
import { type Sign, type SignedWord, signWords } from './sign-words.ts';

/** A sentence that holds so much of a claim, its own negations aside, speaks of the same thing. */
const sameThing = 0.6;
/** Another one that holds nearly as much may bear the claim out. */
const nearlyAsMuch = 0.1;

/**
 * What a claim says of a word that the sentence about the same thing denies, or the other way round. A word is denied by
 * a negation of its clause, two negations cancel out, and of words that mean the opposite one is the other denied. In
 * doubt (only, unless, until, a negation of something that the other side does not speak of) nothing is said of a word.
 */
export function findNegationFaults(claim: ClaimReading): Fault[] {
  if (!claim.sameLanguage) return [];
  const { lexicon } = claim;
  const denies = ({ words }: { words: readonly Word[] }) =>
    words.some(({ lower }) => lexicon.negation(lower));
  const sentences = claim.closest
    .filter(({ share }) => share >= sameThing / 2)
    .map(({ sentence }) => sentence);
  if (![claim, ...sentences].some(denies)) return [];
  const speaking = sentences
    .map((sentence) => ({ sentence, share: shareOf(claim.words, sentence, lexicon) }))
    .filter(({ share }) => share >= sameThing);
  // Other sentences, in other words, that deny something.
  const denying = sentences.filter(
    (sentence) => denies(sentence) && !speaking.some((one) => one.sentence === sentence),
  );
  const most = Math.max(0, ...speaking.map(({ share }) => share));
  const found = speaking
    .filter(({ share }) => share >= most - nearlyAsMuch)
    .map(({ sentence, share }) => {
      const isWhole = share === 1;
      const own = signWords(claim, { other: sentence.words, isWhole }, lexicon);
      const other = signWords(sentence, { other: claim.words, isWhole }, lexicon);
      return compare(own, other, { lexicon, claim, sentence, denying });
    });
  if (found.includes('agrees')) return [];
  return found.filter((one) => typeof one === 'object').slice(0, 1);
}

/** How far a sentence speaks of what a claim tells, its negations aside, 0 to 1. */
function shareOf(own: readonly Word[], { words, keys }: SourceSentence, lexicon: Lexicon): number {
  const told = own.filter(({ content, lower }) => content && !lexicon.negation(lower));
  const held = told.filter(
    (one) => keys.has(one.key) || words.some((word) => relationOf(one, word, lexicon) !== 0),
  );
  return held.length / Math.max(told.length, 1);
}

/** Whether a sentence bears out what a claim affirms and denies, or the fault; open where neither can be seen. */
function compare(
  own: readonly SignedWord[],
  other: readonly SignedWord[],
  {
    lexicon,
    claim,
    sentence,
    denying,
  }: { lexicon: Lexicon; claim: ClaimReading; sentence: SourceSentence; denying: readonly SourceSentence[] },
): Fault | 'agrees' | 'open' {
  const claimed = readable(own, other, lexicon);
  const said = readable(other, own, lexicon);
  const negations = new Set([...claimed, ...said].flatMap(({ negation }) => negation ?? []));
  if (negations.size === 0) return own.some(isOpen) ? 'open' : 'agrees';
  // As many on both sides, or an opposite instead: then it was carried over, if to another word.
  const turns = negations.size + countOpposites(own, other, lexicon);
  if (turns % 2 === 0) return 'agrees';
  for (const one of claimed) {
    const all = said.flatMap((word) => {
      const relation = relationOf(one.word, word.word, lexicon);
      return relation === 0 ? [] : [{ word, same: word.sign * relation === one.sign }];
    });
    const pairs = inNearestClause(one, all, { own, other, lexicon });
    const [against] = pairs.filter(({ word }) => one.negation || word.negation);
    if (!against || pairs.some(({ same }) => same) || isLeftOpen(one, own) || isLeftOpen(against.word, other))
      continue;
    if (
      one.negation &&
      !isInNearestClause({ word: against.word.word, of: sentence }, { word: one.word, of: claim }, lexicon)
    )
      continue;
    // Another sentence denies it too, in words of its own.
    if (one.negation && denying.some(({ keys }) => keys.has(one.word.key))) return 'open';
    return {
      kind: 'negation',
      claim: [one.negation?.text, one.word.text].filter(Boolean).join(' '),
      source: [against.word.negation?.text, against.word.word.text].filter(Boolean).join(' '),
    };
  }
  return 'open';
}

/** How many words of one side have only their opposite on the other. */
const countOpposites = (own: readonly SignedWord[], other: readonly SignedWord[], lexicon: Lexicon): number =>
  own.filter(({ word, isNegation }) => {
    if (!word.content || isNegation) return false;
    const relations = other.map((one) => relationOf(word, one.word, lexicon));
    return relations.includes(-1) && !relations.includes(1);
  }).length;

/** Of a word that stands in several clauses, those that have most of its own clause. */
function inNearestClause<Pair extends { word: SignedWord }>(
  { clause }: SignedWord,
  pairs: Pair[],
  { own, other, lexicon }: { own: readonly SignedWord[]; other: readonly SignedWord[]; lexicon: Lexicon },
): Pair[] {
  if (pairs.length < 2) return pairs;
  const beside = own.filter((word) => word.clause === clause && word.word.content);
  const held = pairs.map(({ word }) => {
    const words = other.filter((one) => one.clause === word.clause);
    return beside.filter((one) => words.some((two) => relationOf(one.word, two.word, lexicon) !== 0)).length;
  });
  return pairs.filter((_, at) => held[at] === Math.max(...held));
}

/** The same word stands there once more, and nothing is said of it. */
const isLeftOpen = ({ word }: SignedWord, words: readonly SignedWord[]) =>
  words.some((other) => other.word !== word && other.word.key === word.key && other.sign === null);

const isOpen = ({ sign }: SignedWord) => sign === null;

/** The words that have a sign; what is denied only if the other side speaks of it too. */
const readable = (words: readonly SignedWord[], others: readonly SignedWord[], lexicon: Lexicon) =>
  words.filter(
    (one): one is SignedWord & { sign: Sign } =>
      one.sign !== null &&
      (!one.negation || others.some((other) => relationOf(one.word, other.word, lexicon) !== 0)),
  );

/** 1 where two words say the same, -1 where one says the opposite, 0 where neither. */
function relationOf(one: Word, other: Word, lexicon: Lexicon): Sign | 0 {
  if (isSameWord(one.key, other.key) || lexicon.alike(one.lower, other.lower)) return 1;
  return isOpposite(one, other, lexicon) ? -1 : 0;
}
