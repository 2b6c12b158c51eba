import { alignWords, type Gap, isSameWord } from './align.ts';
import type { ClaimReading } from './claim-reading.ts';
import { clausesOf, isInNearestClause, type Sentence } from './clauses.ts';
import type { SourceSentence } from './evidence.ts';
import type { Fault } from './fault.ts';
import type { Quantifier } from './languages/language.ts';
import type { Lexicon } from './lexicon.ts';
import { isOpposite } from './opposites.ts';
import type { Word } from './read-words.ts';

/** Below, two sentences are too different to tell a changed word from another way to say it. */
const sameThing = 0.6;
const nearCopy = 0.8;
/** Longer stretches without a common word are other thoughts. */
const longestGap = 5;

/** Negations, quantifiers and opposites that a claim has and the sentence that speaks of the same thing has otherwise. */
export function findPolarityFaults(claim: ClaimReading): Fault[] {
  if (!claim.sameLanguage) return [];
  const speaking = claim.closest.filter(({ share }) => share >= sameThing).slice(0, 3);
  const [best, ...others] = speaking.map(({ sentence, share }) => ({
    share,
    sentence,
    faults: findIn(claim, sentence, share),
  }));
  if (!best) return [];
  // Another sentence that says as much and does not differ bears the claim out, where it has the word at all.
  const speaksOf = (words: readonly Word[]) =>
    claim.words.some((own) => best.faults.some((fault) => fault.claim === own.text) && hasWord(words, own));
  const isBorneOut = others.some(
    ({ share, faults, sentence }) =>
      share >= best.share - 0.1 && faults.length === 0 && speaksOf(sentence.words),
  );
  if (isBorneOut) return [];
  return best.faults;
}

function findIn(claim: ClaimReading, sentence: SourceSentence, share: number): Fault[] {
  const gaps = alignWords(claim.words, sentence.words).filter((gap) => gap.left || gap.right);
  const context = { claim, sentence, share, lexicon: claim.lexicon };
  const faults = gaps.flatMap((gap) => oppositeIn(gap, context) ?? quantifierIn(gap, context) ?? []);
  if (faults.length > 0) return isTurnedTwice(faults, context) ? [] : faults;
  const moved = quantifierOfSameWord(context);
  if (moved.length > 0) return moved;
  return oddWord(gaps, context);
}

type Context = { claim: ClaimReading; sentence: SourceSentence; share: number; lexicon: Lexicon };

const hasWord = (words: readonly Word[], word: Word) => words.some(({ key }) => isSameWord(key, word.key));
/** A gap whose words stand elsewhere on the other side is a matter of order. */
const isMoved = ({ claim, source }: Gap, { claim: { words }, sentence }: Context) =>
  claim.some((word) => word.content && hasWord(sentence.words, word)) ||
  source.some((word) => word.content && hasWord(words, word));
const isShort = ({ claim, source }: Gap) => claim.length <= longestGap && source.length <= longestGap;
const onlyContent = (words: readonly Word[]) => words.filter(({ content }) => content);

/** The few words of a gap right after its left end or right before its right end: they stand for each other. */
function ends({ claim, source, left, right }: Gap): [Word[], Word[]][] {
  const near = 2;
  if (claim.length <= longestGap && source.length <= longestGap) return [[claim, source]];
  return [
    ...(left ? [[claim.slice(0, near), source.slice(0, near)] as [Word[], Word[]]] : []),
    ...(right ? [[claim.slice(-near), source.slice(-near)] as [Word[], Word[]]] : []),
  ];
}

function oppositeIn(gap: Gap, context: Context): Fault[] | undefined {
  const { lexicon, claim, sentence } = context;
  if (isCrossed(gap, context)) return undefined;
  // One word for one word between the same neighbours: then it does not matter where else they stand.
  const isExchange =
    gap.left && gap.right && onlyContent(gap.claim).length <= 1 && onlyContent(gap.source).length <= 1;
  for (const [ownWords, otherWords] of ends(gap)) {
    if (!isExchange && isMoved({ ...gap, claim: ownWords, source: otherWords }, context)) continue;
    for (const own of ownWords) {
      for (const other of otherWords) {
        if (own.key === other.key || !isOpposite(own, other, lexicon)) continue;
        if (!isExchange && (hasWord(sentence.words, own) || hasWord(claim.words, other))) continue;
        if (isDenied(own, claim, lexicon) !== isDenied(other, sentence, lexicon)) return undefined;
        if (!isInNearestClause({ word: other, of: sentence }, { word: own, of: claim }, lexicon))
          return undefined;
        // "never asynchronous" is "always synchronous".
        const rest = otherWords.filter((word) => word !== other);
        if (ownWords.some((word) => word !== own && rest.some((two) => isOpposite(word, two, lexicon))))
          return undefined;
        return [{ kind: 'opposite', claim: own.text, source: other.text }];
      }
    }
  }
  return undefined;
}

/**
 * "The new one is shorter than the old one" is "the old one is longer than the new one": two opposites that both sides have
 * change places, and a word between them becomes its opposite.
 */
function isTurnedTwice(faults: readonly Fault[], { claim, sentence, lexicon }: Context): boolean {
  const onBoth = (text: string | null) =>
    [claim.words, sentence.words].every((words) =>
      words.some((word) => word.text.toLowerCase() === text?.toLowerCase()),
    );
  if (!faults.every(({ kind, claim: own, source }) => kind === 'opposite' && onBoth(own) && onBoth(source)))
    return false;
  const odd = (words: readonly Word[], others: readonly Word[]) =>
    words.filter((word) => !hasWord(others, word));
  const turned = odd(claim.words, sentence.words).filter((own) =>
    odd(sentence.words, claim.words).some((other) => isOpposite(own, other, lexicon)),
  );
  return turned.length === 1;
}

/** All of a claim stands in the sentence but for one word, and there its opposite stands, wherever. */
function oddWord(gaps: readonly Gap[], context: Context): Fault[] {
  const { claim, sentence, lexicon } = context;
  const odd = onlyContent(claim.words).filter((word) => !hasWord(sentence.words, word));
  const [own] = odd;
  const gap = gaps.find((one) => own && one.claim.includes(own));
  if (!own || !gap || odd.length > 1) return [];
  const other = sentence.words.find((word) => isOpposite(own, word, lexicon) && !hasWord(claim.words, word));
  const at = other ? sentence.words.indexOf(other) : 0;
  if (!other || isCrossed({ ...gap, claim: [own] }, context, { from: at, to: at + 1 })) return [];
  if (isDenied(own, claim, lexicon) !== isDenied(other, sentence, lexicon)) return [];
  if (!isInNearestClause({ word: other, of: sentence }, { word: own, of: claim }, lexicon)) return [];
  return [{ kind: 'opposite', claim: own.text, source: other.text }];
}

/** "The city uses more than the farmers" says what "the farmers use less than the city" does. */
function isCrossed(gap: Gap, context: Context, at = { from: gap.from, to: gap.to }): boolean {
  const { claim, sentence } = context;
  const start = gap.claim[0]?.start ?? 0;
  const [before, after] = [sentence.words.slice(0, at.from), sentence.words.slice(at.to)];
  const told = onlyContent(claim.words).filter(({ key }) => !gap.claim.some((word) => word.key === key));
  const crosses = (words: Word[], others: Word[], same: Word[]) =>
    words.some((word) => hasWord(others, word) && !hasWord(same, word));
  return (
    crosses(
      told.filter((word) => word.start < start),
      after,
      before,
    ) &&
    crosses(
      told.filter((word) => word.start > start),
      before,
      after,
    )
  );
}

/** Whether a negation stands in its clause, or close enough behind it. */
function isDenied(word: Word, sentence: Sentence, lexicon: Lexicon): boolean {
  const clause = clausesOf(sentence, lexicon).find(({ words }) => words.includes(word))?.words ?? [];
  // "dürfen sonntags nicht": behind a modal it may stand at the end.
  const isModal = /^(?:darf|dürfen|kann|können|mag|mogen|kan|kunnen)$/.test(word.lower);
  const until = isModal ? clause.length : clause.indexOf(word) + 2;
  return clause.slice(0, until).some((near) => near !== word && lexicon.negation(near.lower));
}

function quantifierIn(gap: Gap, context: Context): Fault[] | undefined {
  const { lexicon, claim, sentence, share } = context;
  const rest = (words: Word[]) => words.filter(({ lower }) => quantifierOf(lower, lexicon) === undefined);
  const moved = isMoved({ ...gap, claim: rest(gap.claim), source: rest(gap.source) }, context);
  if (!isShort(gap) || moved) return undefined;
  const own = quantifiersIn(gap.claim, claim.words, lexicon);
  const [first] = own;
  if (!first) return undefined;
  const others = quantifiersIn(gap.source, sentence.words, lexicon);
  const [instead] = others;
  if (
    instead &&
    !saysTheSame(first, instead, gap, lexicon) &&
    own.every(({ name }) => others.every((other) => other.name !== name))
  ) {
    return [{ kind: 'quantifier', claim: first.word.text, source: instead.word.text }];
  }
  // "only" says more than a sentence that knows no bound.
  const bounded = sentence.words.some(
    ({ lower }) =>
      lexicon.denial(lower) || lexicon.negation(lower) || quantifierOf(lower, lexicon) !== undefined,
  );
  const added = onlyContent(gap.source).length === 0 && onlyContent(gap.claim).length <= 1;
  const isCopy = share >= nearCopy && claim.words.length <= sentence.words.length + 3;
  if (first.name === 'only' && added && !bounded && isCopy) {
    return [{ kind: 'quantifier', claim: first.word.text, source: null }];
  }
  // "All start with half a tablet" of a sentence that says so of most, wherever it says it.
  const less = quantifiersIn(sentence.words, sentence.words, lexicon).filter(({ name }) => lesser.has(name));
  const isKept = quantifiersIn(claim.words, claim.words, lexicon).some(({ name }) => lesser.has(name));
  if (first.name === 'all' && isCopy && less[0] && !isKept) {
    return [{ kind: 'quantifier', claim: first.word.text, source: less[0].word.text }];
  }
  return undefined;
}

const lesser: ReadonlySet<Quantifier> = new Set(['most', 'some']);

type Quantified = { name: Quantifier; word: Word };

/** "Nobody but members" are the members only, "never asynchronous" is always synchronous. */
function saysTheSame(own: Quantified, other: Quantified, gap: Gap, lexicon: Lexicon): boolean {
  if (isExcept(own.name, other.name)) return true;
  if (own.name !== 'none' && other.name !== 'none') return false;
  return gap.claim.some(
    (word) =>
      word !== own.word && gap.source.some((one) => one !== other.word && isOpposite(word, one, lexicon)),
  );
}

const isExcept = (one: Quantifier, other: Quantifier) =>
  (one === 'none' && other === 'only') || (one === 'only' && other === 'none');

/** In whatever order: the same word is told of all on one side and of some on the other. */
function quantifierOfSameWord({ claim, sentence, lexicon }: Context): Fault[] {
  const of = (words: readonly Word[]) =>
    quantifiersIn(words, words, lexicon).flatMap(({ name, word }) => {
      const [next] = onlyContent(words.slice(words.indexOf(word) + 1));
      return next ? [{ name, word, next }] : [];
    });
  const others = of(sentence.words);
  return of(claim.words).flatMap(({ name, word, next }): Fault[] => {
    const same = others.filter((other) => isSameWord(other.next.key, next.key));
    const [instead] = same;
    if (!instead || same.some((other) => other.name === name || isExcept(name, other.name))) return [];
    return [{ kind: 'quantifier', claim: word.text, source: instead.word.text }];
  });
}

const quantifierOf = (word: string, { quantifiers }: Lexicon): Quantifier | undefined =>
  quantifiers.find(({ has }) => has(word))?.name;

/** The quantifiers among some words of a sentence, but for those that are denied ("not every", "does not have any"). */
function quantifiersIn(some: readonly Word[], words: readonly Word[], lexicon: Lexicon): Quantified[] {
  return some.flatMap((word) => {
    const name = quantifierOf(word.lower, lexicon);
    const at = words.indexOf(word);
    const isDenied = words.slice(Math.max(at - 4, 0), at).some(({ lower }) => lexicon.negation(lower));
    return name && !isDenied ? [{ name, word }] : [];
  });
}
