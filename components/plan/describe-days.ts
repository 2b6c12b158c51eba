import type { TimeRange } from '#lib/schema/plan.ts';

/** The days that a plan is about, such as `30 Nov to 6 Dec 2026, Europe/Berlin`. */
export function describeDays({ about, ...range }: TimeRange): string {
  return about === undefined ? daysOf(range) : `about “${about}”, ${daysOf(range)}`;
}

function daysOf({ from, to, time_zone }: TimeRange): string {
  const last = dayWords(to, { year: true });
  if (from === to) return `${last}, ${time_zone}`;
  return `${dayWords(from, { year: from.slice(0, 4) !== to.slice(0, 4) })} to ${last}, ${time_zone}`;
}

/** A day has no time and no zone: it is read and written as one of UTC. */
const dayWords = (day: string, { year }: { year: boolean }) =>
  new Intl.DateTimeFormat('en-GB', {
    day: 'numeric',
    month: 'short',
    ...(year && { year: 'numeric' }),
    timeZone: 'UTC',
  }).format(new Date(`${day}T00:00:00Z`));
