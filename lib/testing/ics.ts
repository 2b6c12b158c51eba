import { expandEvents } from '#lib/calendar/expand-events.ts';
import { beginningOf } from '#lib/calendar/occurrence.ts';
import { readIcs } from '#lib/calendar/read-ics.ts';

/** An event as lines of iCalendar; without a UID its first line is its id. */
export const event = (...lines: string[]) =>
  [
    'BEGIN:VEVENT',
    ...(lines.some((line) => line.startsWith('UID')) ? [] : [`UID:${lines[0]}`]),
    ...lines,
    'END:VEVENT',
  ].join('\r\n');
/** A calendar of such events and time zones. */
export const calendar = (...parts: string[]) =>
  ['BEGIN:VCALENDAR', 'VERSION:2.0', ...parts, 'END:VCALENDAR'].join('\r\n');

/** What is on some days, as `name beginning`. */
export async function listed(ics: string, from: string, to: string, time_zone = 'Europe/Berlin') {
  const { occurrences, faults } = await expandEvents(readIcs(ics), { span: { from, to, time_zone } });
  const lines = occurrences.map(({ summary, when }) => {
    const end = when.by === 'days' ? (when.to === when.from ? '' : `…${when.to}`) : '';
    return `${summary} ${beginningOf(when, time_zone)}${end}`;
  });
  return { lines, faults, occurrences };
}
/** The same, its lines alone. */
export const lines = async (...given: Parameters<typeof listed>) => (await listed(...given)).lines;
