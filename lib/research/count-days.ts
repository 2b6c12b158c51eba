import { addDays } from '#lib/text/zoned-day.ts';

/** Days as `YYYY-MM-DD`, both included. */
export type Days = { from: string; to: string };
/** How people say days: what the words that match mean on a day, and what they name, where others may go with it. */
export type DayRule = {
  says: RegExp;
  names?: 'date' | 'weekday' | 'week';
  days(match: string[], today: string): Days | null;
};

export const day = (date: string): Days => ({ from: date, to: date });

export function oneDay(
  year: string | number | undefined,
  month_: number,
  date: string | undefined,
): Days | null {
  const text = `${year}-${pad(month_)}-${pad(Number(date))}`;
  const moment = new Date(`${text}T00:00:00Z`);
  return Number.isNaN(moment.getTime()) || moment.toISOString().slice(0, 10) !== text ? null : day(text);
}

/** A date without a year is the next of its kind, today included; up to a month ago it is the one that has just been. */
export function dateOf(
  given: { d: string | undefined; m: number; y: string | undefined },
  today: string,
): Days | null {
  const { d, m, y } = given;
  if (y) return oneDay(y, m, d);
  const year = Number(today.slice(0, 4));
  const here = oneDay(year, m, d);
  return here && here.from < addDays(today, -31) ? oneDay(year + 1, m, d) : here;
}

/** The day of that number in a month (`YYYY-MM`); null where the month has none. */
export const dayInMonth = (yearMonth: string, d: string | undefined): Days | null =>
  oneDay(yearMonth.slice(0, 4), Number(yearMonth.slice(5)), d);

/** The coming day of that number, today included: in a month that has it. */
export function dayOfMonth(d: string | undefined, today: string): Days | null {
  for (const by of [0, 1, 2]) {
    const found = dayInMonth(shiftMonth(today.slice(0, 7), by), d);
    if (found && found.from >= today) return found;
  }
  return null;
}

export function wholeMonth(yearMonth: string): Days {
  // The calendar repeats after 400 years: so years that a Date does not take are counted too.
  const [year, month_] = [Number(yearMonth.slice(0, 4)), Number(yearMonth.slice(5, 7))];
  const length = new Date(Date.UTC(2000 + (year % 400), month_, 0)).getUTCDate();
  return { from: `${yearMonth}-01`, to: `${yearMonth}-${length}` };
}

export const wholeYear = (year: number): Days => ({ from: `${year}-01-01`, to: `${year}-12-31` });

export function shiftMonth(yearMonth: string, by: number): string {
  const months_ = Number(yearMonth.slice(0, 4)) * 12 + Number(yearMonth.slice(5, 7)) - 1 + by;
  return `${Math.floor(months_ / 12)}-${pad((months_ % 12) + 1)}`;
}

/** From Monday to Sunday. */
export function week(today: string, by: number): Days {
  const monday = addDays(today, 7 * by - weekdayNumber(today));
  return { from: monday, to: addDays(monday, 6) };
}

export function weekend(today: string, by: number): Days {
  const { from, to } = week(today, by);
  return { from: addDays(from, 5), to };
}

/** The coming day of that name, today included; "next" is the one in the week after this, "last" the one before today. */
export function weekdayAt(number: number, { today, step }: { today: string; step: number }): Days {
  if (step > 0) return day(addDays(week(today, 1).from, number));
  const ahead = (number - weekdayNumber(today) + 7) % 7;
  return day(addDays(today, step < 0 ? (ahead || 7) - 7 : ahead));
}

/** So many days, weeks or months later; a day that the month does not have is its last. */
export function shiftDay(
  today: string,
  { by, unit }: { by: number; unit: 'day' | 'week' | 'month' },
): string {
  if (unit !== 'month') return addDays(today, unit === 'week' ? 7 * by : by);
  const yearMonth = shiftMonth(today.slice(0, 7), by);
  const same = dayInMonth(yearMonth, today.slice(8));
  return same ? same.from : wholeMonth(yearMonth).to;
}

/** 0 for Monday. */
export const weekdayNumber = (date: string) => (new Date(`${date}T00:00:00Z`).getUTCDay() + 6) % 7;

export const pad = (number: number) => String(number).padStart(2, '0');
