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
  return gaps.flatMap((gap) => negationIn(gap, context) ?? []);
}

type Context = { claim: ClaimReading; sentence: SourceSentence; share: number; lexicon: Lexicon };

const isShort = ({ claim, source }: Gap) => claim.length <= longestGap && source.length <= longestGap;
const hasWord = (words: readonly Word[], word: Word) => words.some(({ key }) => isSameWord(key, word.key));
/** A gap whose words stand elsewhere on the other side is a matter of order. */
const isMoved = ({ claim, source }: Gap, { claim: { words }, sentence }: Context) =>
  claim.some((word) => word.content && hasWord(sentence.words, word)) ||
  source.some((word) => word.content && hasWord(words, word));

function oppositeIn(gap: Gap, context: Context): Fault[] | undefined {
  const { lexicon, claim, sentence } = context;
  if (!isShort(gap) || gap.claim.length === 0 || isMoved(gap, context)) return undefined;
  for (const own of gap.claim) {
    for (const other of gap.source) {
      if (own.key === other.key || !isOpposite(own, other, lexicon)) continue;
      if (hasWord(sentence.words, own) || hasWord(claim.words, other)) continue;
      if (isDenied(own, claim.words, lexicon) !== isDenied(other, sentence.words, lexicon)) return undefined;
      return [{ kind: 'opposite', claim: own.text, source: other.text }];
    }
  }
  return undefined;
}

function isDenied(word: Word, words: readonly Word[], lexicon: Lexicon): boolean {
  const at = words.indexOf(word);
  return words
    .slice(Math.max(at - 3, 0), at + 2)
    .some((near) => near !== word && lexicon.negation(near.lower));
}

function quantifierIn(gap: Gap, context: Context): Fault[] | undefined {
  const { lexicon, claim, sentence, share } = context;
  if (!isShort(gap) || isMoved(gap, context)) return undefined;
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
  const added =
    gap.source.every(({ content }) => !content) && gap.claim.filter(({ content }) => content).length <= 1;
  if (
    first.name === 'only' &&
    share >= nearCopy &&
    added &&
    !bounded &&
    claim.words.length <= sentence.words.length + 3
  ) {
    return [{ kind: 'quantifier', claim: first.word.text, source: null }];
  }
  return undefined;
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
  const [negated, plain] = own ? [claim.words, sentence.words] : [sentence.words, claim.words];
  const negation = own ?? other;
  if (!negation || !isOfWordBeside(negation, own ? gap.claim : gap.source, gap)) return undefined;
  const at = negated.indexOf(negation);
  if (lexicon.quantifiers.some(({ name, has }) => name === 'only' && has(negated[at + 1]?.lower ?? '')))
    return undefined;
  // What denies in another way, or negates elsewhere, may say the same.
  if (plain.some(({ lower }) => lexicon.denial(lower) || lexicon.negation(lower))) return undefined;
  if (opposed(gap, lexicon)) return undefined;
  return [
    {
      kind: 'negation',
      claim: own?.text ?? gap.left?.text ?? gap.right?.text ?? '',
      source: other?.text ?? null,
    },
  ];
}

/** The negation belongs to a word that both sides have: it stands right beside one end of the gap, but for auxiliaries. */
function isOfWordBeside(negation: Word, words: readonly Word[], gap: Gap): boolean {
  const at = words.indexOf(negation);
  const between = words.slice(at + 1).filter(({ content }) => content).length;
  const before = words.slice(0, at).filter(({ content }) => content).length;
  return (gap.right !== undefined && between === 0) || (gap.left !== undefined && before === 0);
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
