import { addDays } from '#lib/text/zoned-day.ts';
import {
  type DayRule,
  dateOf,
  day,
  shiftDay,
  shiftMonth,
  week,
  weekdayAt,
  weekend,
  wholeMonth,
  wholeYear,
} from '../count-days.ts';

/** How a language says days, each as the source of a regular expression. */
export type DayWords = {
  language: string;
  /** Whether its words stand without spaces between them. */
  isUnspaced?: boolean;
  /** What is written together with the word that follows it, such as “and”. */
  joins?: string;
  /** Days from today. */
  days: readonly (readonly [offset: number, words: string])[];
  /** Spans by how many of them from now: this week is 0, the next one 1. */
  weeks: readonly (readonly [number, string])[];
  weekends: readonly (readonly [number, string])[];
  months: readonly (readonly [number, string])[];
  years: readonly (readonly [number, string])[];
  /** From January, and from Monday. */
  monthNames: readonly string[];
  weekdays: readonly string[];
  /** What stands around a weekday that makes it the next or the last one. */
  nextDay: (weekday: string) => string;
  lastDay: (weekday: string) => string;
  /** A date: a month's name or number is put in; its groups are named d and y. */
  date: (month: string) => string;
  /** "in 3 days": the number is a group named n. */
  inMany: readonly (readonly ['day' | 'week' | 'month', string])[];
  /** "the next 3 days": the same. */
  nextMany: readonly (readonly ['day' | 'week' | 'month', string])[];
};

/** The rules of a language, the most exact first. */
export function dayRulesOf(words: DayWords): DayRule[] {
  const rule = (
    source: string,
    days: (groups: Groups, today: string) => ReturnType<DayRule['days']>,
    names?: DayRule['names'],
  ): DayRule => {
    const says = new RegExp(
      words.isUnspaced ? source : `(?<![\\p{L}\\p{M}])${words.joins ?? ''}(?:${source})(?![\\p{L}\\p{M}])`,
      'iu',
    );
    return {
      says,
      ...(names && { names }),
      days: (match, today) => days(says.exec(match[0] ?? '')?.groups ?? {}, today),
    };
  };
  return [
    ...words.monthNames.map((name, at) =>
      rule(words.date(name), ({ d, y }, today) => dateOf({ d, m: at + 1, y }, today), 'date'),
    ),
    ...words.inMany.map(([unit, source]) =>
      rule(
        source,
        ({ n }, today) => day(shiftDay(today, { by: Number(n), unit })),
        unit === 'week' ? 'week' : undefined,
      ),
    ),
    ...words.nextMany.map(([unit, source]) =>
      rule(source, ({ n }, today) => ({
        from: today,
        to: addDays(shiftDay(today, { by: Number(n), unit }), -1),
      })),
    ),
    ...words.weekdays.flatMap((name, at) => [
      rule(words.nextDay(name), (_, today) => weekdayAt(at, { today, step: 1 }), 'weekday'),
      rule(words.lastDay(name), (_, today) => weekdayAt(at, { today, step: -1 }), 'weekday'),
      rule(name, (_, today) => weekdayAt(at, { today, step: 0 }), 'weekday'),
    ]),
    ...words.weekends.map(([by, source]) => rule(source, (_, today) => weekend(today, by))),
    ...words.weeks.map(([by, source]) => rule(source, (_, today) => week(today, by), 'week')),
    ...words.months.map(([by, source]) =>
      rule(source, (_, today) => wholeMonth(shiftMonth(today.slice(0, 7), by))),
    ),
    ...words.years.map(([by, source]) =>
      rule(source, (_, today) => wholeYear(Number(today.slice(0, 4)) + by)),
    ),
    ...[...words.days]
      .sort(([left], [right]) => Math.abs(right) - Math.abs(left) || left - right)
      .map(([offset, source]) => rule(source, (_, today) => day(addDays(today, offset)))),
  ];
}

type Groups = Record<string, string | undefined>;
