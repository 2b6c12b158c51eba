import { asciiDigits } from '#lib/text/digits.ts';
import { joinParts } from './join-parts.ts';
import { type Lexicon, lexiconOf } from './lexicon.ts';
import type { Quantity } from './quantity.ts';
import { type DateParts, readDates } from './read-dates.ts';
import { hanScale, readHanNumbers } from './read-han-numbers.ts';
import { readCompounds, readNumberWords } from './read-number-words.ts';
import { readScale } from './read-scale.ts';
import { readWords, type Word } from './read-words.ts';
import { unitsNamed } from './unit-names.ts';

const currencyBefore = /(?<!\p{L})([A-Z]{0,3}\p{Sc}|[A-Z]{3}|kr\.?|Fr\.)[\s\u00a0\u202f]?$/u;
const digitRun =
  /(?<![\p{Script=Latin}\p{Script=Greek}\p{Script=Cyrillic}\p{Script=Arabic}\p{Script=Devanagari}\d_.])\d+(?:[.,'’٫٬\u00a0\u202f]\d+)*(?:\s(?=\d{3}(?!\d))\d{3})*/gu;
/** Digits within a word, as in "v16" and "COVID-19". */
const joined = /(?<=[\p{L}_][-‐]?)\d+(?:[.,]\d+)*/gu;
const timePattern =
  /(?<![\d:.])(\d{1,2})(?::(\d{2})(?::\d{2})?|\.(\d{2})(?=\s*Uhr))(?![\d:])\s*(?:Uhr|h|時|点)?\s*(a\.?m\.?|p\.?m\.?)?|(?<![\d:.])(\d{1,2})\s*(a\.?m\.?|p\.?m\.?)(?!\p{L})/giu;

/**
 * The quantities of a text in order: digits of any script, number words, Han numerals, dates and times, with their units.
 * `known` are the text's words, if they were read before.
 */
export function readQuantities(text: string, language: string, known?: readonly Word[]): Quantity[] {
  const ascii = asciiDigits(text).replaceAll('％', '%');
  const lexicon = lexiconOf(language);
  const found: Quantity[] = [];
  const isFree = (start: number, end: number) =>
    !found.some((other) => start < other.end && end > other.start);
  const add = (quantity: Partial<Quantity> & { start: number; end: number }) => {
    if (!isFree(quantity.start, quantity.end)) return;
    found.push({ ...blank, text: text.slice(quantity.start, quantity.end).trim(), ...quantity });
  };
  for (const { dates, start, end } of readDates(ascii)) add({ kind: 'date', dates, start, end });
  for (const match of ascii.matchAll(timePattern)) {
    const values = minutesOf(match);
    if (values.length > 0)
      add({ kind: 'time', values, start: match.index, end: match.index + match[0].length });
  }
  for (const { index, value, length } of readSlashed(ascii)) {
    add({ values: [value], weak: true, start: index, end: index + length });
  }
  for (const match of ascii.matchAll(digitRun)) {
    // Two "Su-25s" last no 25 seconds.
    const isPlural = /\p{L}[-‐]$/u.test(ascii.slice(Math.max(match.index - 2, 0), match.index));
    const read = readDigits(ascii, match, lexicon);
    add(isPlural && ascii[match.index + match[0].length] === 's' ? { ...read, units: null } : read);
  }
  for (const match of ascii.matchAll(joined)) add({ ...readDigits(ascii, match, lexicon), units: null });
  if (lexicon.isUnspaced) {
    for (const { value, weak, tenths, start, end } of readHanNumbers(ascii)) {
      const units = tenths || /百分之$/.test(ascii.slice(0, start)) ? new Set(['percent']) : null;
      add(withUnit(ascii, { values: [value], weak, start, end, units }, language));
    }
  }
  const words = known && ascii === text ? known : readWords(ascii, language);
  const spelled = [...readNumberWords(words, lexicon), ...readCompounds(words, lexicon)];
  for (const { value, vague, ordinal, start, end } of spelled) {
    const told = /(?:past|halb|viertel)\s$/i.test(ascii.slice(Math.max(start - 12, 0), start));
    const weak =
      told || value <= 1 || vague || (value === 2 && /^(?:both|double|beide)/i.test(ascii.slice(start, end)));
    const quantity = { values: [value], weak, scaled: value >= 1000, ordinal, start, end };
    add(ordinal ? quantity : partOfUnit(ascii, withUnit(ascii, quantity, lexicon.code), lexicon));
  }
  found.sort((left, right) => left.start - right.start);
  const whole = joinParts(found, { text: ascii, read: (one) => withScale(ascii, one, lexicon) });
  return whole.map((quantity, at) => {
    const units = quantity.units ?? unitsOfRange(ascii, quantity, whole[at + 1]);
    const counted = units ? null : countedAfter(ascii, quantity.end, lexicon);
    const spanned = spannedUntil(ascii, quantity, whole[at + 1]);
    return { ...quantity, units, counted, spanned, bound: boundOf(ascii, quantity, lexicon) };
  });
}

/** In "10 to 80 percent" the first number has the unit of the second. */
function unitsOfRange(text: string, quantity: Quantity, next: Quantity | undefined) {
  if (!next || quantity.kind !== 'number' || next.kind !== 'number') return null;
  return rangeJoint.test(text.slice(quantity.end, next.start)) ? next.units : null;
}

const rangeJoint =
  /^\s*(?:[-–—~～,、]|to|and|or|bis|und|oder|à|et|ou|a|y|o|e|auf|para|naar|tot|至|到|和|或|から|до|и|или|से|और|إلى|و)\s*$/u;

/** What lies between two months or days of the week, round the end of the year or week too. */
function spannedUntil(text: string, from: Quantity, to: Quantity | undefined): DateParts[] {
  if (!to || !spanJoint.test(text.slice(from.end, to.start))) return [];
  const [[first], [last]] = [from.dates, to.dates];
  const part = (['month', 'weekday'] as const).find((one) => first?.[one] && last?.[one]);
  if (!part) return [];
  const size = part === 'month' ? 12 : 7;
  const [start = 0, end = 0] = [first?.[part], last?.[part]];
  const length = (end - start + size) % size;
  return Array.from({ length: Math.max(length - 1, 0) }, (_, at) => ({ [part]: ((start + at) % size) + 1 }));
}

const spanJoint = /^\s*(?:[-–—~～]|to|through|until|till|bis|à|au|a|al|hasta|até|tot|t\/m|по|до)\s*$/u;

function countedAfter(text: string, end: number, lexicon: Lexicon): string | null {
  const [word] = readWords(text.slice(end, end + 30), lexicon.code);
  if (!word || word.start > 1 || !word.content || /\d/.test(word.text)) return null;
  return word.key;
}

const blank = {
  kind: 'number' as const,
  values: [] as readonly number[],
  dates: [] as readonly DateParts[],
  spanned: [] as readonly DateParts[],
  units: null,
  bound: null,
  weak: false,
  decade: false,
  scaled: false,
  orMillions: false,
  ordinal: false,
  halfUntil: 0,
  counted: null,
};

function readDigits(text: string, match: RegExpMatchArray, lexicon: Lexicon) {
  const start = match.index ?? 0;
  const end = start + match[0].length;
  const values = valuesOf(match[0]);
  const [whole = 0] = values;
  const after = text.slice(end, end + 24);
  if (/^\d{4}$/.test(match[0]) && whole >= 1000 && whole <= 2100) {
    const decade = /^(?:s|er)(?!\p{L})|^年代/u.test(after) && whole % 10 === 0;
    const hasUnit = unitBefore(text, start, lexicon.code) ?? unitAfter(text, end, lexicon.code);
    const bare = decade || /^年(?!间|間)/.test(after) || !hasUnit;
    if (bare) return { kind: 'date' as const, values, dates: [{ year: whole }], decade, start, end };
  }
  return withScale(text, { values, start, end }, lexicon);
}

/** With what stands behind the digits: "3.2 million dollars", "3億2000万円", "5m". */
function withScale<Given extends { values: readonly number[]; start: number; end: number }>(
  text: string,
  given: Given,
  lexicon: Lexicon,
): Given & { units: ReadonlySet<string> | null; scaled: boolean; orMillions: boolean } {
  // 3割 are three tenths.
  if (/^割(?!引)/.test(text.slice(given.end, given.end + 2)))
    return {
      ...given,
      values: given.values.map((value) => value * 10),
      units: new Set(['percent']),
      scaled: false,
      orMillions: false,
    };
  const isMoney = unitBefore(text, given.start, lexicon.code) !== undefined;
  let { values, end } = given;
  let scaled = 'scaled' in given && given.scaled === true;
  const scale = readScale(text.slice(end, end + 24), { lexicon, isMoney });
  if (scale) {
    values = values.map((value) => value * scale.size);
    end += scale.length;
    scaled = true;
  }
  const [lower, more = '', size = ''] =
    /^([\d,]+)([万萬千])/.exec(scale ? text.slice(end, end + 12) : '') ?? [];
  if (lower) {
    const added = (valuesOf(more)[0] ?? 0) * (hanScale(size) ?? 1);
    values = values.map((value) => value + added);
    end += lower.length;
  }
  const orMillions = !scale && /^m(?![\p{L}²³\d])/u.test(text.slice(end, end + 2));
  return { ...withUnit(text, { ...given, units: null, values, end }, lexicon.code), scaled, orMillions };
}

/** "half an hour" is a time, and no mere half. */
function partOfUnit<
  Given extends { values: readonly number[]; end: number; units: ReadonlySet<string> | null; weak: boolean },
>(text: string, given: Given, { code }: Lexicon): Given {
  const [value = 0] = given.values;
  const [article] = /^\s(?:of )?an?(?=\s)/.exec(text.slice(given.end, given.end + 8)) ?? [''];
  const units =
    value > 0 && value < 1 ? (given.units ?? unitAfter(text, given.end + article.length, code)) : undefined;
  return units ? { ...given, units, weak: false } : given;
}

const signs: Readonly<Record<string, number>> = {
  '½': 1 / 2,
  '¼': 1 / 4,
  '¾': 3 / 4,
  '⅓': 1 / 3,
  '⅔': 2 / 3,
};

/** "3/4", "¾": proper fractions. */
const readSlashed = (text: string) =>
  [...text.matchAll(/(?<![\d/.,])(?:([1-9])\/([2-9]|10)(?![\d/])|[½¼¾⅓⅔])/gu)].flatMap(
    ({ 0: sign, 1: over, 2: under, index }) => {
      const value = signs[sign] ?? Number(over) / Number(under);
      return value < 1 ? [{ index, value, length: sign.length }] : [];
    },
  );

/** What a run of digits and separators may say: a separator before three digits may part thousands, else it is a point. */
function valuesOf(run: string): number[] {
  const plain = run.replace(/[\s'’\u00a0\u202f٬]/g, '').replaceAll('٫', '.');
  const marks = plain.match(/[.,]/g) ?? [];
  if (marks.length === 0) return [Number(plain)];
  const last = plain.search(/[.,](?=\d*$)/);
  const fraction = plain.slice(last + 1);
  const decimal = Number(`${plain.slice(0, last).replace(/[.,]/g, '')}.${fraction}`);
  const thousands = Number(plain.replace(/[.,]/g, ''));
  const grouped = /^\d{1,3}(?:[.,]\d{2,3})*[.,]\d{3}$/.test(plain);
  if (marks.length === 1) return grouped ? [thousands, decimal] : [decimal];
  if (new Set(marks).size > 1) return [decimal];
  // Several of one kind: thousands, or a version, whose digits then stand for it.
  return [grouped ? thousands : Number(`${plain.replace(/[.,]/g, '')}`) + 0.000_123];
}

function withUnit<Given extends { start: number; end: number; units?: ReadonlySet<string> | null }>(
  text: string,
  given: Given,
  code: string,
): Given & { units: ReadonlySet<string> | null } {
  if (given.units) return { ...given, units: given.units };
  const before = unitBefore(text, given.start, code);
  // The sign belongs to the number: "$5" is not the 5 of "5 items".
  return { ...given, units: before ?? unitAfter(text, given.end, code) ?? null };
}

/** The currency whose sign or code stands right before a number. */
function unitBefore(text: string, start: number, code: string): ReadonlySet<string> | undefined {
  const sign = currencyBefore.exec(text.slice(Math.max(start - 6, 0), start));
  return sign ? unitsNamed(sign[1] ?? '', code) : undefined;
}

/** The units whose name follows a place; the longest name wins. */
function unitAfter(text: string, end: number, code: string): ReadonlySet<string> | undefined {
  const after = text.slice(end, end + 40);
  // "millions d'euros", "millones de euros"
  const [, rest = ''] = /^[\s\u00a0\u202f-]?(?:d[ei]\s|d['’])?(.*)$/s.exec(after) ?? [];
  if (/^[\p{Script=Han}\p{Script=Katakana}か]/u.test(rest)) {
    for (let length = 6; length > 0; length--) {
      const units = unitsNamed(rest.slice(0, length), code);
      if (units) return units;
    }
    return undefined;
  }
  const [latin] =
    /^[A-Za-zµ°/²³]+(?=[\p{Script=Han}\p{Script=Hiragana}\p{Script=Katakana}])/u.exec(rest) ?? [];
  if (latin) return unitsNamed(latin, code);
  const words =
    /^(?:[%°٪\p{Sc}]\p{L}?|(?:[\p{L}\p{M}²³µ/][\p{L}\p{M}²³\d/-]*[ _]?){1,3})/u.exec(rest)?.[0] ?? '';
  const parts = words.trim().split(/\s+/);
  for (let count = parts.length; count > 0; count--) {
    const name = parts.slice(0, count).join(' ');
    // "twice in a minute" counts no inches.
    const isWord = lexiconOf(code).common.has(name.toLowerCase()) && /^\S+\s+[\p{L}\d]/u.test(rest);
    const units = isWord
      ? undefined
      : (unitsNamed(name, code) ?? unitsNamed(name.replace(/-.*$|(?<=\p{L}{4})n$/u, ''), code));
    if (units) return units;
  }
  return undefined;
}

function minutesOf(match: RegExpMatchArray): number[] {
  const hour = Number(match[1] ?? match[5]);
  const minute = Number(match[2] ?? match[3] ?? 0);
  if (hour > 24 || minute > 59) return [];
  const half = (match[4] ?? match[6] ?? '').toLowerCase();
  const minutes = hour * 60 + minute;
  if (half.startsWith('p')) return [(hour % 12) * 60 + minute + 720];
  if (half.startsWith('a')) return [(hour % 12) * 60 + minute];
  return hour > 12 || hour === 0 ? [minutes] : [minutes, minutes + 720];
}

function boundOf(text: string, { start, end }: Quantity, lexicon: Lexicon): Quantity['bound'] {
  const before = readWords(text.slice(Math.max(start - 40, 0), start), lexicon.code).slice(-3);
  const [ahead = ''] = text.slice(end, end + 8).split(/[\p{P}\s]/u);
  const after = readWords(ahead, lexicon.code);
  const near = [...before.slice(-2), ...(lexicon.isUnspaced ? after : [])];
  const has = (list: (word: string) => boolean) => near.some(({ lower }) => list(lower));
  if (has(lexicon.about)) return 'about';
  const over = has(lexicon.over);
  const under = has(lexicon.under);
  if (over === under) return null;
  // "au plus", "al menos", "pelo menos"; "al massimo" says what it says.
  const turns = before.some(
    ({ lower }, at) => /^(?:au|al|ao|pelo)$/.test(lower) && !isExtreme(before[at + 1]),
  );
  const flipped = turns || before.some(({ lower }) => lexicon.negation(lower));
  return over !== flipped ? 'over' : 'under';
}

const isExtreme = (word: Word | undefined) => /^m(?:ax|áx|ass|in|ín)/.test(word?.lower ?? '');
