import type { Property } from './read-ics.ts';

/**
 * A time as it stands on a clock: milliseconds as if that clock were UTC's. A day as such has no time; `zone` is the
 * name of the clock's time zone, `UTC`, or null for the clock of whoever looks at it.
 */
export type ClockTime = { clock: number; isDay: boolean; zone: string | null };

const dayMs = 86_400_000;

/** The times of a property, which may hold several; those that are none are left out. */
export function timesOf({ parameters, value }: Property): ClockTime[] {
  return value.split(',').flatMap((one) => readTime(one.split('/')[0] ?? '', parameters.TZID) ?? []);
}

function readTime(text: string, zone: string | undefined): ClockTime | null {
  const parts = /^\s*(\d{4})-?(\d{2})-?(\d{2})(?:T(\d{2}):?(\d{2}):?(\d{2})?(Z)?)?\s*$/i.exec(text);
  if (!parts) return null;
  const [, year, month, day, hour, minute, second, utc] = parts;
  const clock = Date.UTC(
    Number(year),
    Number(month) - 1,
    Number(day),
    Number(hour ?? 0),
    Number(minute ?? 0),
    Number(second ?? 0),
  );
  // A day that the month does not have, or a year in which nobody has appointments.
  if (dayOfClock(clock).slice(0, 7) !== `${year}-${month}` || Number(year) < 1000) return null;
  const isDay = hour === undefined;
  return { clock, isDay, zone: isDay ? null : utc ? 'UTC' : zone?.trim() || null };
}

/** A length as iCalendar writes it (`P1DT2H30M`, `P2W`), in milliseconds; null for what is none. */
export function readDuration(text: string): number | null {
  const parts =
    /^\s*([+-])?P(?:(\d{1,6})W)?(?:(\d{1,6})D)?(?:T(?:(\d{1,6})H)?(?:(\d{1,8})M)?(?:(\d{1,9})S)?)?\s*$/i.exec(
      text,
    );
  if (!parts) return null;
  const [, sign, ...numbers] = parts;
  const [weeks = 0, days = 0, hours = 0, minutes = 0, seconds = 0] = numbers.map((one) => Number(one ?? 0));
  const length = (weeks * 7 + days) * dayMs + hours * 3_600_000 + minutes * 60_000 + seconds * 1000;
  return sign === '-' ? 0 : length;
}

/** The day on a clock, as `YYYY-MM-DD`. */
export const dayOfClock = (clock: number): string => new Date(clock).toISOString().slice(0, 10);

/** A time on a clock as iCalendar writes it, `20261130T090000`. */
export const writeClock = (clock: number): string =>
  new Date(clock).toISOString().replace(/[-:]|\.\d+Z$/g, '');
