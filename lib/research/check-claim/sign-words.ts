import { isSameWord } from './align.ts';
import { clausesOf, type Sentence } from './clauses.ts';
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
  sentence: Sentence,
  { other, isWhole }: { other: readonly Word[]; isWhole: boolean },
  lexicon: Lexicon,
): SignedWord[] {
  const isElse = sentence.words.some(({ lower }) => contrary.test(lower));
  const isShared = (word: Word) => other.some(({ key }) => isSameWord(key, word.key));
  let afterDenied = false;
  return clausesOf(sentence, lexicon).flatMap(({ words: clause, isJoined }, index) => {
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

const dependent = /^(?:zu|um|dass|ob|damit|que|à|che|te|dat|чтобы|что)$/;
/** With these, a sentence says one thing of a case and another of the rest. */
const contrary =
  /^(?:otherwise|else|except|excluding|sonst|andernfalls|ansonsten|außer|ausgenommen|ausnahme|sinon|tranne|eccetto|behalve|senão|exceto|sauf|hormis|excepté|exception|excepto|salvo|否则|要不然|除了|除外|иначе|кроме|そうでなければ|वरना)$/;
/** What may stand between a negation and what it denies: adverbs, endings of Japanese verbs. */
const slight =
  /^(?:longer|ever|any|yet|even|einmal|même|eens|mehr|noch|länger|jemals|je|auch|再|也|还|\p{Script=Hiragana}{1,2})$/u;
/** What is asked rather than said, and what is compared. */
const asking = /^(?:whether|ob|是否)$/;
const comparing = /^(?:than|als|dan|比)$/;
const nothing = /^(?:nothing|nichts|rien|nada|nulla|niente|niets)$/;
const isFor = /^(?:for|für|pour|por|per|voor)$/;
const either = /^(?:or|oder|ou|o|или|或|还是|または|أو|या)$/;

const open = <One extends { sign: Sign | null }>(words: readonly One[]): One[] =>
  words.map((one) => ({ ...one, sign: null }));

/** What the other side has: a word too, and whether all of the claim. */
type Beside = { isShared: (word: Word) => boolean; isWhole: boolean };

function signClause(
  clause: readonly Word[],
  { lexicon, beside }: { lexicon: Lexicon; beside: Beside },
): Omit<SignedWord, 'clause'>[] {
  const isNegation = ({ lower }: Word) => lexicon.negation(lower);
  const isOpen = clause.some(
    (word) => asking.test(word.lower) || leavesOpen(word, lexicon, { ...beside, last: clause.at(-1) }),
  );
  const denials = clause.filter(({ lower }) => lexicon.denial(lower));
  const signed = clause.map((word) => {
    const keeps = !isOpen || (denials.length === 1 && denials.includes(word));
    return { word, sign: keeps ? (1 as const) : null, isNegation: isNegation(word) };
  });
  const negations = clause.filter(isNegation);
  const negation = negations.at(-1);
  if (!negation) return signed;
  // Two negations cancel out, if they are not one.
  if (negations.length > 1 && !lexicon.negatesTwice)
    return negations.length % 2 === 0 ? signed : open(signed);
  const denied = isOpen
    ? undefined
    : (embraced(negations, clause, lexicon) ?? deniedBy(negation, clause, lexicon));
  // "signed without qualification": what stands before a preposition is not denied by it.
  const keptUntil = preposition.test(negation.lower) && negations.length === 1 ? clause.indexOf(negation) : 0;
  return signed.map((one, at) => {
    if (one.word === denied) return { ...one, sign: -1, negation };
    return at < keptUntil ? one : { ...one, sign: null };
  });
}

const preposition = /^(?:without|ohne|sans|sin|senza|sem|zonder|без)$/;

/** "only", "unless", "until" and their like: what they say of a word is neither yes nor no. */
const leavesOpen = (
  word: Word,
  lexicon: Lexicon,
  { isShared, isWhole, last }: Beside & { last: Word | undefined },
) => {
  // "is affected too" says "also"
  if (lexicon.negation(word.lower) || isShared(word) || (word === last && word.lower === 'too')) return false;
  if (lexicon.quantifiers.some(({ name, has }) => name === 'only' && has(word.lower))) return !isWhole;
  return lexicon.denial(word.lower);
};

/** Of a negation in two parts, the word between them: "ne couvrez pas le plat". */
function embraced(negations: readonly Word[], clause: readonly Word[], lexicon: Lexicon): Word | undefined {
  const [first, second] = negations;
  if (!lexicon.negatesTwice || !first || !second) return undefined;
  return clause.slice(clause.indexOf(first) + 1, clause.indexOf(second)).find(({ content }) => content);
}

/** The word that a negation denies: the next telling one, or the one before where it stands last; none where it is in doubt. */
function deniedBy(negation: Word, clause: readonly Word[], lexicon: Lexicon): Word | undefined {
  const at = clause.indexOf(negation);
  const [before, next] = [clause[at - 1], clause[at + 1]];
  // "not more than 5", "whether or not", "no faster than"
  if (next && (lexicon.over(next.lower) || lexicon.under(next.lower)) && !slight.test(next.lower))
    return undefined;
  const rest = clause.slice(at + 1);
  // "not even 900", "for nothing"
  const telling = rest.find(({ lower }) => !slight.test(lower));
  if (next && /^(?:even|einmal|même|eens)$/.test(next.lower) && telling && isCount(telling, clause))
    return undefined;
  if (nothing.test(negation.lower) && isFor.test(before?.lower ?? '')) return undefined;
  // "or not", "nobody but members"
  if (either.test(before?.lower ?? '') || /^(?:but|except|außer|als)$/.test(next?.lower ?? ''))
    return undefined;
  // "不在两年保修的范围内": where something is, not whether.
  if (/^不在|不于$/.test(negation.lower)) return undefined;
  if (rest.some(({ lower }) => comparing.test(lower))) return undefined;
  // "not all": that is what is denied, not the rest.
  if (
    next &&
    !slight.test(next.lower) &&
    lexicon.quantifiers.some(({ name, has }) => name === 'all' && has(next.lower))
  )
    return next;
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
