import { alignWords, hasForm } from './align.ts';
import type { ClaimReading } from './claim-reading.ts';
import type { Evidence } from './evidence.ts';
import type { Fault } from './fault.ts';
import type { Lexicon } from './lexicon.ts';
import type { Word } from './read-words.ts';
import { unitsNamed } from './unit-names.ts';

const nearCopy = 0.6;

/** Names of a claim that stand nowhere in the evidence. */
export function findNameFaults(claim: ClaimReading): Fault[] {
  const { lexicon, evidence } = claim;
  const names = namesOf(claim).filter((name) => !isKnown(name, claim));
  const faults = names.map(
    (name): Fault => ({ kind: 'name', claim: name.text, source: insteadOf(name, claim) }),
  );
  if (!lexicon.isUnspaced) return unique(faults);
  const han = hanNames(claim.text).filter((name) => !evidence.text.includes(name));
  return unique([
    ...faults,
    ...(claim.sameLanguage ? han.map((name): Fault => ({ kind: 'name', claim: name, source: null })) : []),
  ]);
}

const unique = (faults: Fault[]) =>
  faults.filter(({ claim }, at) => faults.findIndex((other) => other.claim === claim) === at);

function namesOf(claim: ClaimReading): Word[] {
  const { words, text, lexicon, sameLanguage } = claim;
  return words.filter((word, at) => {
    if (
      /^[\d.,:%$€£-]+%?$/.test(word.text) ||
      word.text.length < 2 ||
      !/^[\p{Script=Latin}\p{Script=Cyrillic}\d]/u.test(word.text)
    )
      return false;
    if (/^(?:\p{Lu}\.)+\p{Lu}$/u.test(word.text) || isMeasure(word, claim)) return false;
    if (isCode(word.text)) return true;
    // A name may be written in another way in another language.
    if (!sameLanguage || !/^\p{Lu}/u.test(word.text) || !word.content) return false;
    const opens = opensSentence(text, word.start);
    const [before, after] = [words[at - 1], words[at + 1]];
    const besideName = [before, after].some(
      (near) =>
        near?.content &&
        isBeside(text, near, word) &&
        /^\p{Lu}/u.test(near.text) &&
        !opensSentence(text, near.start),
    );
    if (lexicon.code === 'de') return isGermanName(claim, at);
    // The first word of a sentence belongs to a name only together with the next ("Marie Curie", not "Clinical Trials").
    const leadsName = besideName && after !== undefined && /^\p{Lu}/u.test(after.text);
    return !opens || (leadsName && !isFunction(word.lower, lexicon));
  });
}

/** Of a quantity: "GB" behind a number, "EUR" before one, "Md" within. */
const isMeasure = ({ text, start, end }: Word, claim: ClaimReading): boolean =>
  claim.quantities.some((one) => {
    if (start > one.start && end <= one.end) return true;
    if (one.units === null) return false;
    const isNamed = (name: string) => unitsNamed(name.trim(), claim.lexicon.code) !== undefined;
    if (end <= one.start) return isNamed(text) && claim.text.slice(end, one.start).trim() === '';
    // "US$1,300m" is one word, "degrees Celsius" are two.
    return start < one.end
      ? start <= one.start && !/^\p{L}/u.test(one.text)
      : isNamed(claim.text.slice(one.end, end));
  });

/** "Unless ONLY", "All Ruvanta": words that begin a sentence and belong to no name. */
const isFunction = (word: string, { quantifiers, negation, denial }: Lexicon) =>
  negation(word) || denial(word) || quantifiers.some(({ has }) => has(word));

/** Inner capitals, digits or all capitals: `iPhone`, `HTTP2`, `PostgreSQL`. */
const isCode = (text: string) => /\p{Ll}\p{Lu}|\p{L}\d|^\p{Lu}{3,}$/u.test(text);
const opensSentence = (text: string, start: number) =>
  /(?:^|[.?!:;"“„«(\n•–—|]\s*)$/.test(text.slice(0, start));
const isBeside = (text: string, one: Word, other: Word) => {
  const [first, second] = one.start < other.start ? [one, other] : [other, one];
  return /^[\s.-]{1,2}$/.test(text.slice(first.end, second.start));
};
/**
 * In German every noun has a capital. Two in a row that the page does not know are a name, and so is one that stands
 * where the page has another after the same noun or preposition ("Firma Karlin", "aus Hollern").
 */
function isGermanName({ words, text, evidence, closest }: ClaimReading, at: number): boolean {
  const word = words[at];
  if (!word || opensSentence(text, word.start)) return false;
  const unknown = (near: Word | undefined) =>
    near?.content &&
    /^\p{Lu}/u.test(near.text) &&
    isBeside(text, near, word) &&
    !evidence.keys.has(near.key) &&
    !hasForm(near.key, evidence.keys);
  if (unknown(words[at - 1]) || unknown(words[at + 1]))
    return !/^(?:d[aeiu][rsmnx]?|ein\p{L}{0,2})$/u.test(words[at - 2]?.lower ?? '');
  const before = words[at - 1];
  if (!before || !(/^\p{Lu}/u.test(before.text) || /^(?:in|aus|nach|von|bei|durch)$/.test(before.lower)))
    return false;
  const [best] = closest;
  const gap =
    best &&
    best.share >= nearCopy &&
    alignWords(words, best.sentence.words).find(({ claim }) => claim.includes(word));
  return gap
    ? gap.claim.length === 1 &&
        gap.source.length === 1 &&
        gap.left === before &&
        /^\p{Lu}/u.test(gap.source[0]?.text ?? '')
    : false;
}

function isKnown(word: Word, { evidence, lexicon }: ClaimReading): boolean {
  const plain = fold(word.lower);
  if (evidence.keys.has(word.key) || hasForm(word.key, evidence.keys)) return true;
  const lower = foldedText(evidence);
  if (lower.includes(plain)) return true;
  // "Germany" and "German", "Portuguese" and "Portugal"
  if (
    plain.length >= 6 &&
    !isCode(word.text) &&
    lower.includes(plain.slice(0, Math.max(5, plain.length - 4)))
  )
    return true;
  if (
    /^\p{Script=Cyrillic}{5,}$/u.test(plain) &&
    startsWord(lower, plain.slice(0, Math.max(3, plain.length - 3)))
  )
    return true;
  if (isCommonNoun(word, lexicon.code)) return true;
  return isAcronymOf(word.text, evidence.text);
}

/** Names of Slavic languages are declined: `Осин`, `Осиным`. */
const startsWord = (text: string, beginning: string) =>
  text.startsWith(beginning) ||
  [' ', '\n', '«', '(', '"', '-'].some((before) => text.includes(`${before}${beginning}`));

const folded = new WeakMap<Evidence, string>();
function foldedText(evidence: Evidence): string {
  const known = folded.get(evidence) ?? fold(evidence.text.toLowerCase());
  folded.set(evidence, known);
  return known;
}

const fold = (text: string) =>
  text
    .normalize('NFD')
    .replace(/\p{M}/gu, '')
    .replace(/['’.]s?$/, '');

/** Days, months, nationalities' titles and the like, which have capitals and are no names. */
const isCommonNoun = ({ lower }: Word, code: string) =>
  code === 'en' &&
  /^(?:mon|tues|wednes|thurs|fri|satur|sun)day$|^(?:january|february|march|april|may|june|july|august|september|october|november|december|mr|mrs|ms|dr|prof|professor|president|king|queen|i|god|internet|web|english|american|european|western|eastern|northern|southern)s?$/.test(
    lower,
  );

/** "WHO" where "World Health Organization" stands, and the other way round. */
function isAcronymOf(name: string, text: string): boolean {
  if (/^\p{Lu}{2,6}s?$/u.test(name)) {
    const letters = [...name.replace(/s$/, '')].map((letter) => `${letter}\\p{L}*`);
    return new RegExp(
      letters.join(String.raw`[\s-]+(?:(?:of|the|for|and|de|la|du|für|der|des)\s+)*`),
      'u',
    ).test(text);
  }
  return false;
}

/** What stands in the closest sentence where the claim has the name. */
function insteadOf(name: Word, { words, closest, sameLanguage }: ClaimReading): string | null {
  const [best] = closest;
  if (!best || best.share < nearCopy || !sameLanguage) return null;
  const gap = alignWords(words, best.sentence.words).find(({ claim }) => claim.includes(name));
  return gap?.source.find(({ text }) => /^\p{Lu}/u.test(text))?.text ?? null;
}

/** The commonest Chinese surnames (the hundred of the 2020 census that the Ministry of Public Security published). */
const surnames =
  '王李张刘陈杨黄赵吴周徐孙马朱胡郭何林罗高郑梁谢宋唐许韩邓冯曹彭曾肖田董潘袁蔡蒋余于杜叶程魏苏吕丁任卢姚沈钟姜崔谭陆范汪廖石金韦贾夏付方邹熊白孟秦邱侯江尹薛闫段雷龙黎史陶贺毛郝顾龚邵万覃武钱戴严莫孔向常';
const personAfter =
  '教授|先生|女士|博士|院士|总统|主席|总理|部长|市长|经理|总裁|董事长|表示|指出|认为|宣布|创立|创办|创建|发明|设计|撰写|领导|主持|担任|率领|提出|发现';
const personName = new RegExp(String.raw`[${surnames}]\p{Script=Han}{1,2}(?=${personAfter})`, 'gu');
const namedPerson = new RegExp(
  String.raw`(?<=[是由叫])[${surnames}]\p{Script=Han}{1,2}(?=[，。,、；]|$|[从在于])`,
  'gu',
);
const placeName =
  /(?<=[在于至从到自往向由被给与和及、])\p{Script=Han}{2,6}?(?:市|省|县|州|大学|公司|集团|银行|医院|研究所|学院)/gu;
const foreignName =
  /[\p{Script=Katakana}ー]{2,}(?:[・＝][\p{Script=Katakana}ー]{2,})+|[\p{Script=Katakana}ー]{3,}(?=氏|さん|社|市|州|大学|博士|教授|王|国)|\p{Script=Han}{2,6}(?:·\p{Script=Han}{1,6})+/gu;

function hanNames(text: string): string[] {
  return [personName, namedPerson, placeName, foreignName].flatMap((pattern) =>
    [...text.matchAll(pattern)].map(([name]) => name),
  );
}
