import { monthNames, weekdayNames, wholeMonthNames } from './calendar-names.ts';

/** A day, month, year or day of the week (Sunday is 1) as far as it is told. */
export type DateParts = { year?: number; month?: number; day?: number; weekday?: number };
/** A date of a text and what it may mean: `3/4/2024` is in March or in April. */
export type FoundDate = { dates: readonly DateParts[]; text: string; start: number; end: number };

type Rule = { pattern: RegExp; read: (found: RegExpMatchArray) => (DateParts | null)[] };
let rules: readonly Rule[] | undefined;

/** The dates of a text (its digits in ASCII) that name a month or are written as one number, in order and in any language. */
export function readDates(text: string): FoundDate[] {
  rules ??= makeRules();
  const taken: FoundDate[] = [];
  for (const { pattern, read } of rules) {
    for (const found of text.matchAll(pattern)) {
      const start = found.index;
      const end = start + found[0].length;
      if (taken.some((other) => start < other.end && end > other.start)) continue;
      const dates = read(found).filter((date) => date !== null && isDate(date)) as DateParts[];
      if (dates.length > 0) taken.push({ dates, text: found[0].trim(), start, end });
    }
  }
  return taken.sort((left, right) => left.start - right.start);
}

function makeRules(): Rule[] {
  const months = monthNames();
  const month = `(${longestFirst(months)})`;
  const day = String.raw`(\d{1,2})(?:st|nd|rd|th|er|º|ª|\.)?`;
  const year = String.raw`(\d{4})(?!\d)`;
  const joint = String.raw`(?:\s+(?:of|de|del|du|في))?[\s,]*`;
  const begin = String.raw`(?<![\p{L}\d])`;
  const end = String.raw`(?![\p{L}\d])`;
  const monthOf = (name = '') => months.get(name.toLowerCase());
  return [
    rule(String.raw`(?<!\d)(\d{4})\s*年\s*(\d{1,2})\s*月(?:\s*(\d{1,2})\s*[日号])?`, ([, y, m, d]) => [
      parts(y, m, d),
    ]),
    rule(String.raw`(?<!\d)(\d{1,2})\s*月\s*(\d{1,2})\s*[日号]`, ([, m, d]) => [parts(undefined, m, d)]),
    rule(String.raw`(?<![\d.\-/])(\d{4})[-/.](\d{1,2})[-/.](\d{1,2})(?![\d\-/])`, ([, y, m, d]) => [
      parts(y, m, d),
    ]),
    rule(String.raw`(?<![\d.\-/])(\d{1,2})([./-])(\d{1,2})\2(\d{4})(?![\d\-/])`, ([, a, mark, b, y]) => [
      parts(y, b, a),
      mark === '.' ? null : parts(y, a, b),
    ]),
    rule(`${begin}${day}${joint}${month}\\.?(?:${joint}${year})?${end}`, ([, d, name, y]) => [
      parts(y, monthOf(name), d),
    ]),
    rule(`${begin}${month}\\.?\\s+${day}${end}(?:,?\\s+${year}${end})?`, ([, name, d, y]) => [
      parts(y, monthOf(name), d),
    ]),
    rule(`${begin}${month}\\.?${joint}${year}${end}`, ([, name, y]) => [parts(y, monthOf(name))]),
    rule(`${begin}(${longestFirst(wholeMonthNames())})${end}`, (found) => [
      isMonth(found) ? parts(undefined, monthOf(found[1])) : null,
    ]),
    rule(`${begin}(${longestFirst(weekdayNames())})s?${end}`, ([, name = '']) => [
      { weekday: weekdayNames().get(name.toLowerCase()) ?? 0 },
    ]),
  ];
}

const longestFirst = (names: ReadonlyMap<string, number>) =>
  [...names.keys()].sort((one, other) => other.length - one.length).join('|');

/** "may" and "march" are verbs, April and June have names of people too: they are months after a word that leads to one. */
function isMonth(found: RegExpMatchArray): boolean {
  const [name] = found;
  if (/^(?:may|march|august|Mars)$/.test(name)) return false;
  if (!/^(?:May|March|April|June|August)$/.test(name)) return true;
  const before = (found.input ?? '').slice(Math.max((found.index ?? 0) - 16, 0), found.index);
  return leadsToMonth.test(before);
}

const leadsToMonth =
  /(?:^|[\s(–-])(?:in|by|until|till|to|through|since|from|of|and|or|last|next|this|every|each|early|late|mid|before|after|during|between|im|bis|seit|ab|vom|zum|und|oder|ende|anfang|mitte)[\s-]+$/i;

const rule = (source: string, read: Rule['read']): Rule => ({ pattern: new RegExp(source, 'giu'), read });

function parts(year: unknown, month: unknown, day?: unknown): DateParts {
  const given = Object.entries({ year, month, day }).filter(([, value]) => value !== undefined);
  return Object.fromEntries(given.map(([name, value]) => [name, Number(value)]));
}

const isDate = ({ month = 1, day = 1 }: DateParts) => month >= 1 && month <= 12 && day >= 1 && day <= 31;
