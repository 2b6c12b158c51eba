import { languages } from './languages/index.ts';

let months: ReadonlyMap<string, number> | undefined;
let wholeMonths: ReadonlyMap<string, number> | undefined;
let weekdays: ReadonlyMap<string, number> | undefined;

const inDate: readonly Intl.DateTimeFormatOptions[] = [{ month: 'long' }, { month: 'long', day: 'numeric' }];

/** The months from 1 to 12 by their names, long and short, alone and within a date, as CLDR has them. */
export function monthNames(): ReadonlyMap<string, number> {
  months ??= collect('month', [...inDate, { month: 'short' }, { month: 'short', day: 'numeric' }]).set(
    'sept',
    9,
  );
  return months;
}

/** As `monthNames`, without the short ones. */
export function wholeMonthNames(): ReadonlyMap<string, number> {
  wholeMonths ??= collect('month', inDate);
  return wholeMonths;
}

/** The days of the week by their long names, Sunday as 1. */
export function weekdayNames(): ReadonlyMap<string, number> {
  weekdays ??= collect('weekday', [{ weekday: 'long' }]);
  return weekdays;
}

function collect(
  part: 'month' | 'weekday',
  formats: readonly Intl.DateTimeFormatOptions[],
): Map<string, number> {
  const names = new Map<string, number>();
  for (const { code } of languages) {
    for (const options of formats) {
      const format = new Intl.DateTimeFormat(code, { ...options, timeZone: 'UTC', calendar: 'gregory' });
      for (let at = 1; at <= (part === 'month' ? 12 : 7); at++) {
        // The first of September 2024 was a Sunday.
        const day = part === 'month' ? Date.UTC(2024, at - 1, 15) : Date.UTC(2024, 8, at);
        const name = format.formatToParts(day).find(({ type }) => type === part)?.value ?? '';
        // Chinese and Japanese names are numbers and signs, read where they stand.
        if (/^[^\d\p{Script=Han}]{2,}$/u.test(name)) names.set(name.toLowerCase().replace(/\.$/, ''), at);
      }
    }
  }
  return names;
}
