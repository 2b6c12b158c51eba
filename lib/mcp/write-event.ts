import type { TimeRange } from '#lib/schema/plan.ts';
import { oneLine } from '#lib/text/one-line.ts';
import { addDays, dayOf, endOfDay, startOfDay } from '#lib/text/zoned-day.ts';

/** An appointment as a calendar server tells it; times are moments. */
export type CalendarEvent = {
  uid: string;
  summary: string;
  start: Date;
  end: Date;
  location: string;
  description: string;
};

/**
 * The page of an appointment: its summary, one line that says when and where in the range's time zone, and the
 * description as it is. An appointment that begins outside the range is one that repeats, and is told as such.
 */
export function writeEvent(event: CalendarEvent, range: TimeRange): { title: string; text: string } {
  const title = oneLine(event.summary) || 'Appointment without a name';
  const place = oneLine(event.location);
  const what = place ? `${title}, at ${place}` : title;
  const line = `- ${isInside(event, range) ? 'Appointment' : 'Repeating appointment, first'} ${when(event, range.time_zone)}: ${what}`;
  const description = event.description.trim();
  return { title, text: `# ${title}\n\n${line}\n${description ? `\n${description}\n` : ''}` };
}

/** The page that says that there is nothing. */
export function writeNoEvents(
  calendars: readonly string[],
  range: TimeRange,
): { title: string; text: string } {
  const names = calendars.map((name) => oneLine(name, 60)).filter(Boolean);
  const which = names.length > 0 ? ` (${names.join(', ')})` : '';
  const line = `- No appointments ${daysOf(range)}: the calendar${which} has none`;
  return { title: `No appointments ${daysOf(range)}`, text: `# Calendar\n\n${line}\n` };
}

/** The page that says that there are more than are listed. */
export function writeMore(
  { listed, all }: { listed: number; all: number },
  range: TimeRange,
): { title: string; text: string } {
  const line = `- Only the first ${listed} of ${all} appointments ${daysOf(range)} are listed`;
  return { title: `${all} appointments ${daysOf(range)}`, text: `# Calendar\n\n${line}\n` };
}

/** `from 30 November 2026 to 6 December 2026 (Europe/Berlin)` */
function daysOf({ from, to, time_zone }: TimeRange): string {
  const day = (date: string) =>
    new Intl.DateTimeFormat('en-GB', {
      day: 'numeric',
      month: 'long',
      year: 'numeric',
      timeZone: 'UTC',
    }).format(new Date(`${date}T00:00:00Z`));
  return from === to ? `on ${day(from)} (${time_zone})` : `from ${day(from)} to ${day(to)} (${time_zone})`;
}

const isInside = ({ start, end }: CalendarEvent, { from, to, time_zone }: TimeRange): boolean =>
  start < endOfDay(to, time_zone) &&
  (end > startOfDay(from, time_zone) || start >= startOfDay(from, time_zone));

function when({ start, end }: CalendarEvent, timeZone: string): string {
  const [first, last] = [dayOf(start, timeZone), dayOf(end, timeZone)];
  const [from, to] = [timeIn(start, timeZone), timeIn(end, timeZone)];
  if (from === '00:00' && to === '00:00' && first < last) {
    const until = addDays(last, -1);
    if (first === until) return `on ${dayIn(start, timeZone)}, all day`;
    return `from ${dayIn(start, timeZone)} to ${dayIn(startOfDay(until, timeZone), timeZone)}, all day`;
  }
  if (first === last) {
    const times = from === to ? from : `${from}–${to}`;
    return `on ${dayIn(start, timeZone)}, ${times} (${timeZone})`;
  }
  return `from ${dayIn(start, timeZone)}, ${from} to ${dayIn(end, timeZone)}, ${to} (${timeZone})`;
}

const dayIn = (moment: Date, timeZone: string) =>
  new Intl.DateTimeFormat('en-GB', {
    weekday: 'long',
    day: 'numeric',
    month: 'long',
    year: 'numeric',
    timeZone,
  })
    .format(moment)
    .replace(',', '');

const timeIn = (moment: Date, timeZone: string) =>
  new Intl.DateTimeFormat('en-GB', {
    hour: '2-digit',
    minute: '2-digit',
    hourCycle: 'h23',
    timeZone,
  }).format(moment);
