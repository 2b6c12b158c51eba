import { isSameWord } from './align.ts';
import { type Sentence, stop } from './clauses.ts';
import type { Lexicon } from './lexicon.ts';
import type { Word } from './read-words.ts';
import { englishBase } from './verb-bases.ts';

type Given = {
  sentence: Sentence;
  lexicon: Lexicon;
  /** Whether a word, by its key, is a name of someone or something. */
  isName: (key: string) => boolean;
};

/**
 * The names of those who do what a word says: "by Karl Voss" behind it, "Karl Voss" or "Karl Voss, the mason," before it.
 * Undefined where that cannot be told, as of pronouns and common nouns.
 */
export function agentOf(deed: number, given: Given): Word[] | undefined {
  const names = passiveAgent(deed, given) ?? (isActive(deed, given) ? activeAgent(deed, given) : undefined);
  return names && names.length > 0 ? names : undefined;
}

/** Whether two names may be of one: one has all words of the other, or its last. */
export function mayBeOne(one: readonly Word[], other: readonly Word[]): boolean {
  const has = (words: readonly Word[], word: Word | undefined) =>
    word !== undefined && words.some(({ key }) => isSameWord(key, word.key));
  return (
    has(one, other.at(-1)) ||
    has(other, one.at(-1)) ||
    one.every((word) => has(other, word)) ||
    other.every((word) => has(one, word))
  );
}

/** By its form, a verb that says what was done: else a noun behind a name would be a deed of it ("the EHR platform"). */
function isActive(deed: number, { sentence: { words }, lexicon: { code } }: Given): boolean {
  const [before, word, next] = [words[deed - 1], words[deed], words[deed + 1]];
  if (!word || (before && having.test(before.lower))) return word !== undefined;
  const isFollowed = next !== undefined && (article.test(next.lower) || /^\p{Lu}/u.test(next.text));
  if (code === 'en') return isEnglishPast(word.lower) || (/s$/.test(word.lower) && isFollowed);
  return !pasts[code] || pasts[code].test(word.lower);
}

const isEnglishPast = (word: string) => /ed$/.test(word) || englishBase(word) !== word;
const pasts: Readonly<Record<string, RegExp>> = {
  fr: /(?!)/,
  es: /(?:ó|[ai]eron|aron)$/,
  it: /(?:ò|ì|[aeiu]rono|[^aeiou]ero|[sc]e)$/,
  pt: /(?:[oeiu]u|[aei]ram)$/,
};

/** So many words away a verb, its "have" and its agent may stand. */
const reach = 30;

const being =
  /^(?:is|are|was|were|be|been|being|w[iu]rde?n?|worden|werden|werd|wordt|été|est|sont|fut|furent|fue|fueron|es|son|sido|è|sono|fu|furono|stat[oaie]|foi|foram|é|são)$/;
const having =
  /^(?:has|have|had|did|hat|haben|hatte|hatten|a|ont|avait|avaient|ha|han|había|habían|hanno|aveva|avevano|tem|tinha|heeft|hebben|hadden)$/;
const towards = /^(?:to|nach|bis|naar|tot|à|vers|a|hasta|para|per|até)$/;
const article =
  /^(?:the|an?|its|their|his|her|l[ae]s?|l|el|los|une?|un[ao]?|il|lo|gli|os?|as?|uma?|het|een|de[rsmn]?|das?|die|eine?[nmrs]?)$/;
const opening =
  /^(?:that|which|whom|when|while|whereas|because|although|after|before|since|but|que|quand|tandis|che|mentre|cuando|mientras|enquanto|dat|terwijl|aber|während|mais|pero|ma|mas|maar)$/;

/** The agent after "by": the deed stands right before it, after the last form of "be", or in German and Dutch at the end. */
function passiveAgent(deed: number, { sentence, lexicon, isName }: Given): Word[] | undefined {
  const { words } = sentence;
  const isVerbLast = /^(?:de|nl)$/.test(lexicon.code);
  for (let at = Math.max(deed - 9, 0); at <= deed + 9 && at < words.length; at++) {
    if (!lexicon.passive(words[at]?.lower ?? '')) continue;
    const names = namesFrom(at + 1, { sentence, lexicon, isName });
    const [last] = names.slice(-1);
    if (!last) continue;
    const end = at + 1 + words.slice(at + 1, at + 1 + reach).indexOf(last);
    // "von Graz nach Linz", "da Parma a Lucca"
    if (/^(?:de|it)$/.test(lexicon.code) && towards.test(words[end + 1]?.lower ?? '')) continue;
    if (at > deed && isDeedBefore(deed, at, { sentence, lexicon, isName })) return names;
    if (
      isVerbLast &&
      deed > end &&
      isPartOfOne(end, deed, sentence, lexicon) &&
      isLast(deed, sentence, lexicon) &&
      hasBeing(words, deed)
    )
      return names;
  }
  return undefined;
}

const hasBeing = (words: readonly Word[], until: number) =>
  words.slice(Math.max(until - reach, 0), until + 2).some(({ lower }) => being.test(lower));

function isDeedBefore(deed: number, marker: number, { sentence, lexicon }: Given): boolean {
  const { words } = sentence;
  if (!isPartOfOne(deed, marker, sentence, lexicon)) return false;
  const [before, word] = [words[deed - 1], words[deed]];
  const isNoun = before !== undefined && article.test(before.lower);
  if (deed === marker - 1) return !isNoun && word?.content === true;
  const from = Math.max(marker - reach, 0);
  const last = from + words.slice(from, marker).findLastIndex(({ lower }) => being.test(lower));
  if (last < from) return false;
  // "The music is by": what is told of.
  if (last === marker - 1) return deed === last - 1;
  const told = words.findIndex(
    ({ content, lower, text }, at) => at > last && content && /^\p{Ll}/u.test(text) && !/ly$/.test(lower),
  );
  return told === deed && !isNoun && (lexicon.code !== 'en' || isEnglishPast(word?.lower ?? ''));
}

/** The names from a place on: after articles and a word or two ("by the workshop of", "von der Firma Nordbau"), with those joined. */
function namesFrom(start: number, given: Given): Word[] {
  const { sentence, lexicon } = given;
  const { words, text } = sentence;
  let at = start;
  while (at < start + 4 && words[at] && !isNameAt(words[at], given.isName)) {
    if (stop.test(gapBefore(at, words, text))) return [];
    at += 1;
  }
  const names: Word[] = [];
  for (let word = words[at]; word && at < start + reach; word = words[++at]) {
    const gap = gapBefore(at, words, text);
    const isName = isNameAt(word, given.isName);
    // "by Karl Voss, Lena Hart and Ada Brandt", "by the Berlin firm Acme"
    if (names.length > 0 && stop.test(gap) && !(isName && /^,\s*$/.test(gap))) break;
    const leadsOn =
      names.length > 0 &&
      isNameAt(words[at + 1], given.isName) &&
      (lexicon.joint(word.lower) || word.content);
    if (isName) names.push(word);
    else if (!leadsOn || stop.test(gapBefore(at + 1, words, text))) break;
  }
  return names;
}

const isNameAt = (word: Word | undefined, isName: (key: string) => boolean) =>
  word !== undefined && /^\p{Lu}/u.test(word.text) && word.content && isName(word.key);
const gapBefore = (at: number, words: readonly Word[], text: string) =>
  at > 0 ? text.slice(words[at - 1]?.end, words[at]?.start) : '';

/** Whether nothing parts two words: no stop, and no "and" with another clause behind it. */
function isPartOfOne(from: number, to: number, { words, text }: Sentence, lexicon: Lexicon): boolean {
  for (let at = from + 1; at <= to; at++) {
    if (stop.test(gapBefore(at, words, text)) || lexicon.joint(words[at]?.lower ?? '')) return false;
  }
  return true;
}

/** Whether a word ends its clause, or "have" and "be" alone come behind it. */
function isLast(at: number, { words, text }: Sentence, lexicon: Lexicon): boolean {
  let next = at + 1;
  while (words[next] && (having.test(words[next]?.lower ?? '') || being.test(words[next]?.lower ?? '')))
    next += 1;
  return !words[next] || stop.test(gapBefore(next, words, text)) || lexicon.joint(words[next]?.lower ?? '');
}

/** The name right before the verb and its "have"; in German and Dutch also before a "have" whose verb ends the clause. */
function activeAgent(deed: number, given: Given): Word[] | undefined {
  const { sentence, lexicon } = given;
  const { words, text } = sentence;
  const isVerbLast = /^(?:de|nl)$/.test(lexicon.code);
  let at = deed - 1;
  if (isVerbLast && isLast(deed, sentence, lexicon)) {
    const from = Math.max(deed - reach, 0);
    const have = from + words.slice(from, deed).findLastIndex(({ lower }) => having.test(lower));
    if (have > from && isPartOfOne(have - 1, deed, sentence, lexicon)) return nameUntil(have - 1, given);
  }
  // "Den Umschlag gestaltete Mara Volk"
  const isTurned = lexicon.code === 'de' && /^(?:den|einen)$/.test(words[deed - 2]?.lower ?? '');
  if (isTurned && isNameAt(words[deed + 1], given.isName)) return namesFrom(deed + 1, given);
  while (at >= 0 && (having.test(words[at]?.lower ?? '') || /ly$/.test(words[at]?.lower ?? ''))) at -= 1;
  if (at < 0) return undefined;
  // "Ada Brandt, the mayor, hired", "Ada Brandt, who hired"
  const isRelative = /^(?:who|qui)$/.test(words[at]?.lower ?? '');
  if (isRelative) return at > 0 ? nameUntil(at - 1, given) : undefined;
  if (!/^\s*,\s*$/.test(gapBefore(at + 1, words, text))) return nameUntil(at, given);
  let open = at;
  while (open > at - 8 && open > 0 && !stop.test(gapBefore(open, words, text))) open -= 1;
  const isNamed = open > 0 && isNameAt(words[open], given.isName);
  if (isNamed) return nameUntil(at, given);
  const isAside =
    open > 0 && /^\s*,\s*$/.test(gapBefore(open, words, text)) && /^\p{Ll}/u.test(words[open]?.text ?? '');
  return isAside ? nameUntil(open - 1, given) : undefined;
}

/** The name that ends at a place and is what its clause begins with, or follows a title: nothing of "the firm of Karl Voss". */
function nameUntil(end: number, { sentence, lexicon, isName }: Given): Word[] | undefined {
  const { words, text } = sentence;
  const names: Word[] = [];
  let at = end;
  for (let word = words[at]; word && at > end - reach; word = words[--at]) {
    const isJoint =
      names.length > 0 && lexicon.joint(word.lower) && at > 0 && isNameAt(words[at - 1], isName);
    if (!isJoint && !isNameAt(word, isName)) break;
    if (at < end && /[^\s&.-]/.test(gapBefore(at + 1, words, text))) break;
    if (!isJoint) names.unshift(word);
  }
  const before = words[at];
  if (names.length === 0) return undefined;
  if (!before || stop.test(gapBefore(at + 1, words, text)) || lexicon.joint(before.lower)) return names;
  // A noun has an article, and German nouns have capitals.
  if (article.test(before.lower)) return undefined;
  return (before.content && lexicon.code !== 'de') || opening.test(before.lower) ? names : undefined;
}
