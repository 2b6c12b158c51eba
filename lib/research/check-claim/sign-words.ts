import { isSameWord } from './align.ts';
import type { Lexicon } from './lexicon.ts';
import type { Word } from './read-words.ts';

export type Sign = 1 | -1;
/**
 * A word and whether its clause affirms it (1), denies it (-1, and by which negation) or leaves it open (null). Of a
 * negation the word next to it is denied; the rest of its clause is open.
 */
export type SignedWord = {
  word: Word;
  sign: Sign | null;
  negation?: Word;
  isNegation: boolean;
  /** The number of its clause. */
  clause: number;
};

/**
 * The words of a sentence, each with the sign that the negations of its clause give it. What denies in another way
 * ("fails", "except") leaves the words around it open, unless the `other` side says so too.
 */
export function signWords(
  { text, words }: { text: string; words: readonly Word[] },
  { other, isWhole }: { other: readonly Word[]; isWhole: boolean },
  lexicon: Lexicon,
): SignedWord[] {
  const isElse = words.some(({ lower }) => contrary.test(lower));
  const isShared = (word: Word) => other.some(({ key }) => isSameWord(key, word.key));
  let afterDenied = false;
  return clausesOf(text, words, lexicon).flatMap(({ clause, isJoined }, index) => {
    const own = signClause(clause, { lexicon, beside: { isShared, isWhole } }).map((one) => ({
      ...one,
      clause: index,
    }));
    // "Sie ist nicht dafür gedacht, Schutz zu bieten": what hangs on a denied clause is as open as that one.
    const hangs = afterDenied && isJoined && clause.some(({ lower }) => dependent.test(lower));
    afterDenied = own.some(({ isNegation }) => isNegation);
    return hangs || isElse ? open(own) : own;
  });
}

const dependent = /^(?:zu|um|dass|ob|damit|que|à|чтобы|что)$/;
/** With these, a sentence says one thing of a case and another of the rest. */
const contrary =
  /^(?:otherwise|else|sonst|andernfalls|ansonsten|sinon|否则|要不然|иначе|そうでなければ|वरना)$/;
/** What may stand between a negation and what it denies: adverbs, endings of Japanese verbs. */
const slight =
  /^(?:longer|ever|any|yet|even|mehr|noch|länger|jemals|je|auch|再|也|还|\p{Script=Hiragana}{1,2})$/u;
/** What is asked rather than said, and what is compared. */
const asking = /^(?:whether|ob|是否)$/;
const comparing = /^(?:than|als|比)$/;
const either = /^(?:or|oder|ou|o|или|或|还是|または|أو|या)$/;

const open = <One extends { sign: Sign | null }>(words: readonly One[]): One[] =>
  words.map((one) => ({ ...one, sign: null }));

/**
 * The stretches of a sentence between commas and the like, `isJoined` where only a comma stands before, and between two
 * negations the parts of an "and" or "or".
 */
function clausesOf(text: string, words: readonly Word[], lexicon: Lexicon) {
  const clauses: { clause: Word[]; isJoined: boolean }[] = [];
  for (const [at, word] of words.entries()) {
    const before = words[at - 1];
    const gap = before ? text.slice(before.end, word.start) : '';
    const last = clauses.at(-1);
    const isPart =
      lexicon.joint(word.lower) &&
      last?.clause.some(({ lower }) => lexicon.negation(lower)) &&
      untilStop(text, words.slice(at)).some(({ lower }) => lexicon.negation(lower));
    if (last && !isPart && !stop.test(gap)) last.clause.push(word);
    else clauses.push({ clause: [word], isJoined: /^[,，、\s]*$/.test(gap) });
  }
  return clauses;
}

const stop = /[,;:—–.!?，；：、。！？()（）“”「」]/;

function untilStop(text: string, words: readonly Word[]): readonly Word[] {
  const end = words.findIndex((word, at) => at > 0 && stop.test(text.slice(words[at - 1]?.end, word.start)));
  return end < 0 ? words : words.slice(0, end);
}

/** What the other side has: a word too, and whether all of the claim. */
type Beside = { isShared: (word: Word) => boolean; isWhole: boolean };

function signClause(
  clause: readonly Word[],
  { lexicon, beside }: { lexicon: Lexicon; beside: Beside },
): Omit<SignedWord, 'clause'>[] {
  const isNegation = ({ lower }: Word) => lexicon.negation(lower);
  const isOpen = clause.some((word) => asking.test(word.lower) || leavesOpen(word, lexicon, beside));
  const signed = clause.map((word) => {
    const keeps = !isOpen || lexicon.denial(word.lower);
    return { word, sign: keeps ? (1 as const) : null, isNegation: isNegation(word) };
  });
  const negations = clause.filter(isNegation);
  const negation = negations.at(-1);
  if (!negation) return signed;
  // Two negations cancel out, if they are not one.
  if (negations.length > 1 && !lexicon.negatesTwice)
    return negations.length % 2 === 0 ? signed : open(signed);
  const denied = isOpen ? undefined : deniedBy(negation, clause, lexicon);
  return signed.map((one) => (one.word === denied ? { ...one, sign: -1, negation } : { ...one, sign: null }));
}

/** "only", "unless", "until" and their like: what they say of a word is neither yes nor no. */
const leavesOpen = (word: Word, lexicon: Lexicon, { isShared, isWhole }: Beside) => {
  if (lexicon.negation(word.lower) || isShared(word)) return false;
  if (lexicon.quantifiers.some(({ name, has }) => name === 'only' && has(word.lower))) return !isWhole;
  return lexicon.denial(word.lower);
};

/** The word that a negation denies: the next telling one, or the one before where it stands last; none where it is in doubt. */
function deniedBy(negation: Word, clause: readonly Word[], lexicon: Lexicon): Word | undefined {
  const at = clause.indexOf(negation);
  const [before, next] = [clause[at - 1], clause[at + 1]];
  // "not more than 5", "whether or not", "no faster than"
  if (next && (lexicon.over(next.lower) || lexicon.under(next.lower)) && !slight.test(next.lower))
    return undefined;
  // "or not", "nobody but members"
  if (either.test(before?.lower ?? '') || /^(?:but|except|außer|als)$/.test(next?.lower ?? ''))
    return undefined;
  const rest = clause.slice(at + 1);
  // "不在两年保修的范围内": where something is, not whether.
  if (/^不在|不于$/.test(negation.lower)) return undefined;
  if (rest.some(({ lower }) => comparing.test(lower))) return undefined;
  // "not all": that is what is denied, not the rest.
  if (next && lexicon.quantifiers.some(({ name, has }) => name === 'all' && has(next.lower))) return next;
  const tells = (word: Word) =>
    (word.content || lexicon.modal(word.lower)) && !slight.test(word.lower) && !isCount(word, clause);
  const behind = lexicon.negatesAfter ? undefined : rest.find(tells);
  if (behind) return behind;
  const ahead = clause.slice(0, at).filter(tells);
  return lexicon.code === 'de' ? (germanVerb(ahead, clause) ?? ahead.at(-1)) : ahead.at(-1);
}

/** "Das Programm lädt Bilder nicht": a negation at the end denies the verb, which has no capital and no noun behind it. */
const germanVerb = (ahead: readonly Word[], clause: readonly Word[]) =>
  ahead.find(
    (word) => /^\p{Ll}/u.test(word.text) && !/^\p{Lu}/u.test(clause[clause.indexOf(word) + 1]?.text ?? ''),
  );

/** A number, and in Chinese the measure word behind it. */
const isCount = (word: Word, clause: readonly Word[]) =>
  numeral.test(word.text) ||
  (word.text.length === 1 && numeral.test(clause[clause.indexOf(word) - 1]?.text ?? ''));
const numeral = /^(?:[\d.,]+|[一二两三四五六七八九十百千万几]+)$/;
