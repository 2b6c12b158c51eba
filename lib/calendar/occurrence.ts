import { clockOf } from './calendar-zone.ts';

/** When something is: on days as such, the same in every time zone, or between two moments. Days are `YYYY-MM-DD`, both included. */
export type When = { by: 'days'; from: string; to: string } | { by: 'moments'; start: Date; end: Date };

/** An appointment on the day on which it takes place. */
export type Occurrence = {
  uid: string;
  summary: string;
  location: string;
  description: string;
  when: When;
  /** The name of a time zone that is not known, where its times were taken as the asker's. */
  strangeZone?: string | undefined;
  /** It is told with its first day alone, though it repeats on days that were asked for. */
  isFirstOnly?: boolean;
};

/** When something begins as a clock in a time zone shows it: `2026-12-02`, or `2026-12-02T09:30`. */
export function beginningOf(when: When, timeZone: string): string {
  if (when.by === 'days') return when.from;
  const clock = clockOf(timeZone)?.fromMoment(when.start) ?? when.start.getTime();
  return new Date(clock).toISOString().slice(0, 16);
}
