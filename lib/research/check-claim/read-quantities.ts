import { asciiDigits } from '#lib/text/digits.ts';
import { type Lexicon, lexiconOf } from './lexicon.ts';
import { type DateParts, readDates } from './read-dates.ts';
import { hanScale, readHanNumbers } from './read-han-numbers.ts';
import { readCompounds, readNumberWords } from './read-number-words.ts';
import { readWords, type Word } from './read-words.ts';
import { unitsNamed } from './unit-names.ts';

/** A number, date or time of day of a text. */
export type Quantity = {
  kind: 'number' | 'date' | 'time';
  /** What the number may be: "1.500" is 1500 or 1.5. Times in minutes. Empty for dates with a month. */
  values: readonly number[];
  dates: readonly DateParts[];
  /** Months or days of the week between it and the next, in "from April to October". */
  spanned: readonly DateParts[];
  /** The units that its name may mean; null where it has none. */
  units: ReadonlySet<string> | null;
  bound: 'about' | 'over' | 'under' | null;
  /** Whether it may well be no number ("one", a numeral within a word): known, but no fault where it is missing. */
  weak: boolean;
  /** "the 1990s" */
  decade: boolean;
  /** The next word where it is no unit: what is counted. */
  counted: string | null;
  /** Written with a scale or fraction ("3.2 million"), so likely rounded. */
  scaled: boolean;
  text: string;
  start: number;
  end: number;
};

const currencyBefore = /(US\$|[$€£¥₹₽]|(?<!\p{L})[A-Z]{3})\s?$/u;
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
  for (const match of ascii.matchAll(digitRun)) add(readDigits(ascii, match, lexicon));
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
    const told = /(?:\bone in|past|halb|viertel)\s$/i.test(ascii.slice(Math.max(start - 12, 0), start));
    const weak =
      told || value <= 1 || vague || (value === 2 && /^(?:both|double|beide)/i.test(ascii.slice(start, end)));
    const quantity = { values: [value], weak, scaled: value >= 1000, start, end };
    add(ordinal ? quantity : withUnit(ascii, quantity, lexicon.code));
  }
  found.sort((left, right) => left.start - right.start);
  return found.map((quantity, at) => {
    const units = quantity.units ?? unitsOfRange(ascii, quantity, found[at + 1]);
    const counted = units ? null : countedAfter(ascii, quantity.end, lexicon);
    const spanned = spannedUntil(ascii, quantity, found[at + 1]);
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
  counted: null,
};

function readDigits(text: string, match: RegExpMatchArray, lexicon: Lexicon) {
  const start = match.index ?? 0;
  const end = start + match[0].length;
  let values = valuesOf(match[0]);
  const [whole = 0] = values;
  const after = text.slice(end, end + 24);
  if (/^\d{4}$/.test(match[0]) && whole >= 1000 && whole <= 2100) {
    const decade = /^(?:s|er)(?!\p{L})|^年代/u.test(after) && whole % 10 === 0;
    const bare = decade || /^年(?!间|間)/.test(after) || !unitAfter(text, end, lexicon.code);
    if (bare) return { kind: 'date' as const, values, dates: [{ year: whole }], decade, start, end };
  }
  const scale = scaleAfter(after, lexicon);
  if (scale) values = values.map((value) => value * scale.size);
  return withUnit(
    text,
    { values, scaled: scale !== undefined, start, end: end + (scale?.length ?? 0) },
    lexicon.code,
  );
}

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

function scaleAfter(after: string, lexicon: Lexicon): { size: number; length: number } | undefined {
  const han = /^\s?[多余]?([十百千万萬亿億]{1,2})/.exec(after);
  if (han) {
    const size = [...(han[1] ?? '')].reduce((product, character) => product * (hanScale(character) ?? 1), 1);
    return { size, length: han[0].length };
  }
  const word = /^([\s\u00a0-]?)(\p{L}[\p{L}\p{M}]*)\.?/u.exec(after);
  const [, gap = '', name = ''] = word ?? [];
  const lower = name.toLowerCase();
  const size = lexicon.numbers.get(lower);
  if (size === undefined || size < 100 || (name.length === 1 && gap !== '')) return undefined;
  // "5m" are metres more often than millions.
  return lower === 'm' ? undefined : { size, length: gap.length + name.length };
}

function withUnit<Given extends { start: number; end: number; units?: ReadonlySet<string> | null }>(
  text: string,
  given: Given,
  code: string,
): Given & { units: ReadonlySet<string> | null } {
  if (given.units) return { ...given, units: given.units };
  const sign = currencyBefore.exec(text.slice(Math.max(given.start - 4, 0), given.start));
  const before = sign && unitsNamed(sign[1] ?? '', code);
  const after = unitAfter(text, given.end, code);
  // The sign belongs to the number: "$5" is not the 5 of "5 items".
  return { ...given, units: before ?? after ?? null };
}

/** The units whose name follows a place; the longest name wins. */
function unitAfter(text: string, end: number, code: string): ReadonlySet<string> | undefined {
  const after = text.slice(end, end + 40);
  const [, rest = ''] = /^[\s\u00a0\u202f-]?(.*)$/s.exec(after) ?? [];
  if (/^[\p{Script=Han}\p{Script=Katakana}]/u.test(rest)) {
    for (let length = 6; length > 0; length--) {
      const units = unitsNamed(rest.slice(0, length), code);
      if (units) return units;
    }
    return undefined;
  }
  const words =
    /^(?:[%°٪€£$₹₽¥]\p{L}?|(?:[\p{L}\p{M}²³µ/][\p{L}\p{M}²³\d/-]*[ _]?){1,3})/u.exec(rest)?.[0] ?? '';
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
