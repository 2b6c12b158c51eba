import { asciiDigits } from '#lib/text/digits.ts';
import { addDays } from '#lib/text/zoned-day.ts';
import {
  type DayRule,
  type Days,
  dateOf,
  day,
  dayOfMonth,
  oneDay,
  pad,
  shiftDay,
  shiftMonth,
  week,
  weekdayAt,
  weekend,
  wholeMonth,
  wholeYear,
} from './count-days.ts';
import { dayRulesOf } from './day-words/day-words.ts';
import { dayWords } from './day-words/index.ts';
import { type FoundDays, joinDays } from './join-days.ts';

const months = {
  en: [
    'january',
    'february',
    'march',
    'april',
    'may',
    'june',
    'july',
    'august',
    'september',
    'october',
    'november',
    'december',
  ],
  de: [
    'januar',
    'februar',
    'märz',
    'april',
    'mai',
    'juni',
    'juli',
    'august',
    'september',
    'oktober',
    'november',
    'dezember',
  ],
};
const weekdays = {
  en: ['monday', 'tuesday', 'wednesday', 'thursday', 'friday', 'saturday', 'sunday'],
  de: ['montag', 'dienstag', 'mittwoch', 'donnerstag', 'freitag', 'samstag', 'sonntag'],
};
const numbers = ['zero', 'one', 'two', 'three', 'four', 'five', 'six', 'seven', 'eight', 'nine', 'ten'];
const month = [
  ...months.en,
  ...months.de,
  'jan',
  'feb',
  'mar',
  'apr',
  'jun',
  'jul',
  'aug',
  'sept?',
  'oct',
  'okt',
  'nov',
  'dec',
  'dez',
].join('|');
const weekday = [...weekdays.en, ...weekdays.de].join('|');
const count = `\\d{1,3}|${numbers.slice(1).join('|')}|a|an|few|couple of|ein(?:er|em|en)?|zwei|drei|vier`;
const next = 'next|coming|upcoming|following|nächste[nrs]?|kommende[nrs]?|folgende[nrs]?';
const last = 'last|past|previous|letzte[nrs]?|vergangene[nrs]?|vorige[nrs]?';
const current = 'this|the current|diese[nrsm]?';

/** How people say days, the most exact first: what one rule has read is not read again. */
const rules: DayRule[] = [
  { says: /\b(\d{4})-(\d{2})-(\d{2})\b/, names: 'date', days: ([, y, m, d]) => oneDay(y, Number(m), d) },
  {
    says: new RegExp(`\\b(\\d{1,2})(?:st|nd|rd|th|\\.)?\\s+(?:of\\s+)?(${month})\\b\\.?(?:,?\\s+(\\d{4}))?`),
    names: 'date',
    days: ([, d, m, y], today) => dateOf({ d, m: monthOf(m), y }, today),
  },
  {
    says: new RegExp(`\\b(${month})\\.?\\s+(\\d{1,2})(?:st|nd|rd|th)?\\b(?!\\d)(?:,?\\s+(\\d{4}))?`),
    names: 'date',
    days: ([, m, d, y], today) => dateOf({ d, m: monthOf(m), y }, today),
  },
  {
    says: /(?<![\d.])(\d{1,2})\.(\d{1,2})\.(\d{4})?(?![\d])/,
    names: 'date',
    days: ([, d, m, y], today) => dateOf({ d, m: Number(m), y }, today),
  },
  {
    says: new RegExp(
      `\\b(?:(?:in|of|for|im)\\s+|(${next}|${last}|${current})\\s+)(${month})\\b(?:\\s+(\\d{4}))?|\\b(${month})\\s+(\\d{4})\\b`,
    ),
    days: ([, which, inMonth, year, alone, itsYear], today) =>
      monthDays(monthOf(inMonth ?? alone), { which, year: year ?? itsYear, today }),
  },
  { says: /\b(?:the )?day after tomorrow\b|\bübermorgen\b/, days: (_, today) => day(addDays(today, 2)) },
  { says: /\b(?:the )?day before yesterday\b|\bvorgestern\b/, days: (_, today) => day(addDays(today, -2)) },
  { says: /\btomorrow\b|\bmorgen\b/, days: (_, today) => day(addDays(today, 1)) },
  { says: /\byesterday\b|\bgestern\b/, days: (_, today) => day(addDays(today, -1)) },
  {
    says: /\b(?:today|tonight|heute|right now|this (?:morning|afternoon|evening))\b/,
    days: (_, today) => day(today),
  },
  {
    says: new RegExp(
      `\\b(?:${next})\\s+(${count})?\\s*(days?|weeks?|months?|tage?n?|wochen?|monate?n?)\\b(?<!(?:next|following|nächste|kommende|coming) (?:week|month|day|woche|monat))`,
    ),
    days: ([, many, unit], today) => ({ from: today, to: addDays(later(today, many, unit), -1) }),
  },
  {
    says: new RegExp(`\\b(?:${last})\\s+(${count})\\s+(days|weeks|months|tage|wochen|monate)\\b`),
    days: ([, many, unit], today) => ({ from: later(today, many, unit, -1), to: today }),
  },
  {
    says: new RegExp(`\\bin\\s+(${count})\\s+(weeks?|wochen?)\\b`),
    names: 'week',
    days: ([, many, unit], today) => day(later(today, many, unit)),
  },
  {
    says: new RegExp(`\\bin\\s+(${count})\\s+(days?|months?|tage?n?|monate?n?)\\b`),
    days: ([, many, unit], today) => day(later(today, many, unit)),
  },
  {
    says: /\bweek after next\b|\bübernächste[nr]? woche\b/,
    names: 'week',
    days: (_, today) => week(today, 2),
  },
  {
    says: new RegExp(`\\b(?:(${next})|(${last})|${current}|the|am)\\s+(?:weekend|wochenende)\\b`),
    days: ([, later_, earlier], today) => weekend(today, step(later_, earlier)),
  },
  {
    says: new RegExp(`\\b(?:(${next})|(${last})|${current})\\s+(?:week|woche)\\b`),
    names: 'week',
    days: ([, later_, earlier], today) => week(today, step(later_, earlier)),
  },
  {
    says: new RegExp(`\\b(?:(${next})|(${last})|${current})\\s+(?:month|monats?)\\b`),
    days: ([, later_, earlier], today) => wholeMonth(shiftMonth(today.slice(0, 7), step(later_, earlier))),
  },
  {
    says: new RegExp(`\\b(?:(${next})|(${last})|${current})\\s+(?:year|jahr)\\b`),
    days: ([, later_, earlier], today) => wholeYear(Number(today.slice(0, 4)) + step(later_, earlier)),
  },
  {
    says: new RegExp(
      `\\b(?:(${next})|(${last})|${current}|on|am|by|until|till|bis|to|and|from|between|von|und)?\\s*(${weekday})s?\\b`,
    ),
    names: 'weekday',
    days: ([, later_, earlier, name], today) => weekdayOf(name, { today, step: step(later_, earlier) }),
  },
  ...dayWords.flatMap(dayRulesOf),
  {
    says: /\bthe\s+(\d{1,2})(?:st|nd|rd|th)\b|\bam\s+(\d{1,2})\.(?!\s*\d)|\b(?:le|el)\s+(\d{1,2})(?:er)?(?=\s*[?!,]|\s*$)/,
    names: 'date',
    days: ([, ...numbers], today) => dayOfMonth(numbers.find(Boolean), today),
  },
];

const compiled = rules.map((rule) => ({ ...rule, says: new RegExp(rule.says.source, 'giu') }));

/** Every span of days that a text names, with the words for it, in the order in which they stand. */
export function findDays(text: string, today: string): FoundDays[] {
  const found: FoundDays[] = [];
  let left = asciiDigits(text);
  for (const { says, names, days } of compiled) {
    for (const match of [...left.matchAll(says)]) {
      const words = match[0];
      const read = days(
        match.map((part) => part?.toLowerCase()),
        today,
      );
      if (!read) continue;
      const said = text.slice(match.index, match.index + words.length);
      const at = match.index + said.length - said.trimStart().length;
      found.push({ days: read, words: said.trim(), at, names });
      left = left.slice(0, match.index) + ' '.repeat(words.length) + left.slice(match.index + words.length);
    }
  }
  return joinDays(text, found);
}

const step = (later_: string | undefined, earlier: string | undefined) => (later_ ? 1 : earlier ? -1 : 0);

const monthOf = (name = ''): number => {
  const index = [months.en, months.de]
    .map((names) => names.findIndex((one) => one.startsWith(name.slice(0, 3))))
    .find((at) => at >= 0);
  return (index ?? -1) + 1;
};

function monthDays(
  number: number,
  { which = '', year, today }: { which: string | undefined; year: string | undefined; today: string },
): Days | null {
  if (number === 0) return null;
  const [thisYear, thisMonth] = [Number(today.slice(0, 4)), Number(today.slice(5, 7))];
  if (year) return wholeMonth(`${year}-${pad(number)}`);
  const isLast = new RegExp(`^(?:${last})$`, 'iu').test(which);
  const isNext = new RegExp(`^(?:${next})$`, 'iu').test(which);
  if (isLast) return wholeMonth(`${number < thisMonth ? thisYear : thisYear - 1}-${pad(number)}`);
  const passed = isNext ? number <= thisMonth : number < thisMonth;
  return wholeMonth(`${passed ? thisYear + 1 : thisYear}-${pad(number)}`);
}

function weekdayOf(name: string | undefined, { today, step }: { today: string; step: number }): Days | null {
  const number = [weekdays.en, weekdays.de].map((names) => names.indexOf(name ?? '')).find((at) => at >= 0);
  return number === undefined ? null : weekdayAt(number, { today, step });
}

function later(today: string, many: string | undefined, unit = 'day', sign = 1): string {
  const number = sign * numberOf(many);
  if (/^(?:week|woche)/.test(unit)) return shiftDay(today, { by: number, unit: 'week' });
  if (/^mon/.test(unit)) return shiftDay(today, { by: number, unit: 'month' });
  return addDays(today, number * (many === undefined ? 7 : 1));
}

function numberOf(word = 'one'): number {
  if (/^\d+$/.test(word)) return Number(word);
  if (/^(?:few|couple)/.test(word)) return word.startsWith('few') ? 7 : 2;
  const german = ['zwei', 'drei', 'vier'].indexOf(word);
  if (german >= 0) return german + 2;
  return Math.max(numbers.indexOf(word), 1);
}
