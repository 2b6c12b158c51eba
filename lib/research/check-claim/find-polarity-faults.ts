import { alignWords, type Gap, isSameWord } from './align.ts';
import type { ClaimReading } from './claim-reading.ts';
import type { SourceSentence } from './evidence.ts';
import type { Fault } from './fault.ts';
import type { Quantifier } from './languages/language.ts';
import type { Lexicon } from './lexicon.ts';
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
    faults: findIn(claim, sentence, share),
  }));
  if (!best) return [];
  // Another sentence that says as much and does not differ bears the claim out.
  if (others.some(({ share, faults }) => share >= best.share - 0.1 && faults.length === 0)) return [];
  return best.faults;
}

function findIn(claim: ClaimReading, sentence: SourceSentence, share: number): Fault[] {
  const gaps = alignWords(claim.words, sentence.words).filter((gap) => gap.left || gap.right);
  const context = { claim, sentence, share, lexicon: claim.lexicon };
  const faults = gaps.flatMap((gap) => oppositeIn(gap, context) ?? quantifierIn(gap, context) ?? []);
  if (faults.length > 0) return faults;
  const moved = quantifierOfSameWord(context);
  if (moved.length > 0) return moved;
  const negations = gaps.flatMap((gap) => negationIn(gap, context) ?? []);
  return negations.length > 0 ? negations : oddWord(gaps, context);
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
        if (isDenied(own, claim.words, lexicon) !== isDenied(other, sentence.words, lexicon))
          return undefined;
        return [{ kind: 'opposite', claim: own.text, source: other.text }];
      }
    }
  }
  return undefined;
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
  if (isDenied(own, claim.words, lexicon) !== isDenied(other, sentence.words, lexicon)) return [];
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

function isDenied(word: Word, words: readonly Word[], lexicon: Lexicon): boolean {
  const at = words.indexOf(word);
  return words
    .slice(Math.max(at - 3, 0), at + 2)
    .some((near) => near !== word && lexicon.negation(near.lower));
}

function quantifierIn(gap: Gap, context: Context): Fault[] | undefined {
  const { lexicon, claim, sentence, share } = context;
  const rest = (words: Word[]) => words.filter(({ lower }) => quantifierOf(lower, lexicon) === undefined);
  const moved = isMoved({ ...gap, claim: rest(gap.claim), source: rest(gap.source) }, context);
  if (!isShort(gap) || moved) return undefined;
  const own = quantifiersIn(gap.claim, lexicon);
  const [first] = own;
  if (!first) return undefined;
  const others = quantifiersIn(gap.source, lexicon);
  const [instead] = others;
  if (instead && own.every(({ name }) => others.every((other) => other.name !== name))) {
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
  return undefined;
}

/** In whatever order: the same word is told of all on one side and of some on the other. */
function quantifierOfSameWord({ claim, sentence, lexicon }: Context): Fault[] {
  const of = (words: readonly Word[]) =>
    quantifiersIn(words, lexicon).flatMap(({ name, word }) => {
      const [next] = onlyContent(words.slice(words.indexOf(word) + 1));
      return next ? [{ name, word, next }] : [];
    });
  const others = of(sentence.words);
  return of(claim.words).flatMap(({ name, word, next }): Fault[] => {
    const same = others.filter((other) => isSameWord(other.next.key, next.key));
    const [instead] = same;
    if (!instead || same.some((other) => other.name === name)) return [];
    return [{ kind: 'quantifier', claim: word.text, source: instead.word.text }];
  });
}

const quantifierOf = (word: string, { quantifiers }: Lexicon): Quantifier | undefined =>
  quantifiers.find(({ has }) => has(word))?.name;

function quantifiersIn(words: readonly Word[], lexicon: Lexicon): { name: Quantifier; word: Word }[] {
  return words.flatMap((word) => {
    const name = quantifierOf(word.lower, lexicon);
    return name ? [{ name, word }] : [];
  });
}

function negationIn(gap: Gap, context: Context): Fault[] | undefined {
  const { lexicon, claim, sentence } = context;
  if (!isShort(gap) || isMoved(gap, context)) return undefined;
  const [own, other] = [gap.claim, gap.source].map((words) =>
    words.find(({ lower }) => lexicon.negation(lower)),
  );
  if ((own === undefined) === (other === undefined)) return undefined;
  const clause = clauseOf(gap, sentence);
  const [negated, plain] = own ? [claim.words, clause] : [clause, claim.words];
  const negation = own ?? other;
  if (!negation || !isOfWordBeside(negation, own ? gap.claim : gap.source, gap)) return undefined;
  const at = negated.indexOf(negation);
  const next = negated[at + 1]?.lower ?? '';
  if (lexicon.quantifiers.some(({ name, has }) => name === 'only' && has(next))) return undefined;
  // What denies in another way, or negates elsewhere, may say the same; what both sides have does not.
  const denies = ({ lower, key }: Word) =>
    lexicon.negation(lower) || (lexicon.denial(lower) && !negated.some((word) => isSameWord(word.key, key)));
  if (plain.some(denies) || opposed(gap, lexicon)) return undefined;
  const beside = own?.text ?? gap.right?.text ?? gap.left?.text ?? '';
  return [{ kind: 'negation', claim: beside, source: other?.text ?? null }];
}

/** The words of a sentence around a gap, up to the next comma or the like. */
function clauseOf(gap: Gap, { text, words }: SourceSentence): Word[] {
  const parted = (one: Word | undefined, next: Word | undefined) =>
    one === undefined || next === undefined || /[,;:—–，；：、()]/.test(text.slice(one.end, next.start));
  let [from, to] = [Math.max(gap.from - 1, 0), Math.min(gap.to, words.length - 1)];
  while (!parted(words[from - 1], words[from])) from -= 1;
  while (!parted(words[to], words[to + 1])) to += 1;
  return words.slice(from, to + 1);
}

/** The negation belongs to a word that both sides have: it stands right beside one end of the gap, but for auxiliaries. */
function isOfWordBeside(negation: Word, words: readonly Word[], gap: Gap): boolean {
  const at = words.indexOf(negation);
  const [before, after] = [onlyContent(words.slice(0, at)), onlyContent(words.slice(at + 1))];
  return (gap.right !== undefined && after.length === 0) || (gap.left !== undefined && before.length === 0);
}

const opposed = (gap: Gap, lexicon: Lexicon) =>
  gap.claim.some((own) => gap.source.some((other) => isOpposite(own, other, lexicon)));

const isOpposite = (one: Word, other: Word, lexicon: Lexicon) =>
  lexicon.opposite(one.lower, other.lower) ||
  isPrefixed(one.lower, other.lower) ||
  isPrefixed(other.lower, one.lower);

const denyingPrefix = /^(?:un|in|im|ir|il|dis|non|mis|dés|des|ent|不|无|非|未)$/;

/** "unsupported" and "supported", "非公开" and "公开". */
const isPrefixed = (longer: string, shorter: string) =>
  longer.length > shorter.length &&
  (shorter.length >= 5 || /^\p{Script=Han}/u.test(shorter)) &&
  longer.endsWith(shorter) &&
  denyingPrefix.test(longer.slice(0, longer.length - shorter.length));
