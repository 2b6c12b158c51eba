import { beginningOf, type Occurrence, type When } from '#lib/calendar/occurrence.ts';
import type { TimeRange } from '#lib/schema/plan.ts';
import { oneLine } from '#lib/text/one-line.ts';

type Written = { title: string; text: string };

/**
 * The page of an appointment: its summary, one line that says when and where in the range's time zone, and the
 * description as it is.
 */
export function writeEvent(event: Occurrence, range: TimeRange): Written {
  const title = oneLine(event.summary) || 'Appointment without a name';
  const place = oneLine(event.location);
  const zone = event.strangeZone === undefined ? '' : oneLine(event.strangeZone, 60);
  const doubt =
    event.strangeZone === undefined
      ? ''
      : ` (its time zone “${zone}” is not known here, ${range.time_zone} was taken for it)`;
  const kind = event.isFirstOnly
    ? 'Repeating appointment, of which the calendar does not say on which of these days it is, first'
    : 'Appointment';
  const line = `- ${kind} ${wordsFor(event.when, range.time_zone)}: ${place ? `${title}, at ${place}` : title}${doubt}`;
  const description = event.description.trim();
  return { title, text: `# ${title}\n\n${line}\n${description ? `\n${description}\n` : ''}` };
}

/** The page that says that there is nothing. */
export function writeNoEvents(calendars: readonly string[], range: TimeRange): Written {
  const names = calendars.map((name) => oneLine(name, 60)).filter(Boolean);
  const which = names.length > 0 ? ` (${names.join(', ')})` : '';
  const line = `- No appointments ${daysOf(range)}: the calendar${which} has none`;
  return { title: `No appointments ${daysOf(range)}`, text: `# Calendar\n\n${line}\n` };
}

/** The page that says that there are more than are listed. */
export function writeMore({ listed, all }: { listed: number; all: number }, range: TimeRange): Written {
  const line = `- Only the first ${listed} of ${all} appointments ${daysOf(range)} are listed`;
  return { title: `${all} appointments ${daysOf(range)}`, text: `# Calendar\n\n${line}\n` };
}

/** The page that says what of the calendar could not be found out. */
export function writeFaults(faults: readonly string[], range: TimeRange): Written {
  const line = `- Not every appointment ${daysOf(range)} is known: ${faults.map((fault) => oneLine(fault, 300)).join('; ')}`;
  return { title: `Not every appointment ${daysOf(range)} is known`, text: `# Calendar\n\n${line}\n` };
}

/** `from 30 November 2026 to 6 December 2026 (Europe/Berlin)` */
function daysOf({ from, to, time_zone }: TimeRange): string {
  const days = from === to ? `on ${wordsForDay(from)}` : `from ${wordsForDay(from)} to ${wordsForDay(to)}`;
  return `${days} (${time_zone})`;
}

function wordsFor(when: When, timeZone: string): string {
  if (when.by === 'days') {
    const [first, last] = [wordsForDay(when.from, 'weekday'), wordsForDay(when.to, 'weekday')];
    return when.from === when.to ? `on ${first}, all day` : `from ${first} to ${last}, all day`;
  }
  const [first = '', from = ''] = beginningOf(when, timeZone).split('T');
  const [last = '', to = ''] = beginningOf({ ...when, start: when.end }, timeZone).split('T');
  if (first === last) {
    const times = from === to ? from : `${from}–${to}`;
    return `on ${wordsForDay(first, 'weekday')}, ${times} (${timeZone})`;
  }
  return `from ${wordsForDay(first, 'weekday')}, ${from} to ${wordsForDay(last, 'weekday')}, ${to} (${timeZone})`;
}

function wordsForDay(day: string, more?: 'weekday'): string {
  const format = new Intl.DateTimeFormat('en-GB', {
    ...(more && { weekday: 'long' }),
    day: 'numeric',
    month: 'long',
    year: 'numeric',
    timeZone: 'UTC',
  });
  return format.format(new Date(`${day}T00:00:00Z`)).replace(',', '');
}
