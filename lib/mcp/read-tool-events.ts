import { z } from 'zod';
import { isWithin } from '#lib/calendar/expand-events.ts';
import { beginningOf, type Occurrence, type When } from '#lib/calendar/occurrence.ts';
import type { TimeRange } from '#lib/schema/plan.ts';
import { addDays } from '#lib/text/zoned-day.ts';

const text = z
  .string()
  .nullish()
  .transform((words) => words ?? '');
const time = z.string().refine((value) => !Number.isNaN(Date.parse(value)));

/** Events as a tool of a calendar server tells them: moments, or days. */
export const ToolEvents = z.array(
  z.object({
    uid: text,
    summary: text,
    start: time,
    end: time.nullish(),
    location: text,
    description: text,
    allDay: z.boolean().nullish(),
    wholeDay: z.boolean().nullish(),
  }),
);
type ToolEvents = z.infer<typeof ToolEvents>;

/**
 * What such events are in a span of days. From midnight to midnight is a day as such. One that lies outside the days,
 * though it was told for them, repeats, and on which of the days it is the tool does not say; a day as such just beside
 * them was told because its server counts days elsewhere, and is left out.
 */
export function readToolEvents(events: ToolEvents, range: TimeRange): Occurrence[] {
  return events.flatMap(({ uid, summary, location, description, ...event }): Occurrence[] => {
    const when = whenOf(event, range.time_zone);
    const occurrence = { uid, summary, location, description, when };
    if (isWithin(when, range)) return [occurrence];
    const isBeside =
      when.by === 'days' && when.to >= addDays(range.from, -1) && when.from <= addDays(range.to, 1);
    return isBeside ? [] : [{ ...occurrence, isFirstOnly: true }];
  });
}

const isDay = (value: string): boolean => /^\d{4}-\d{2}-\d{2}$/.test(value);

function whenOf(
  { start, end, allDay, wholeDay }: Omit<ToolEvents[number], 'uid' | 'summary' | 'location' | 'description'>,
  timeZone: string,
): When {
  const moments: When = { by: 'moments', start: new Date(start), end: new Date(end ?? start) };
  if (moments.end < moments.start) moments.end = moments.start;
  const [from, until] = isDay(start)
    ? [start, (end ?? start).slice(0, 10)]
    : [moments.start, moments.end].map((at) => beginningOf({ by: 'moments', start: at, end: at }, timeZone));
  if (!from || !until) return moments;
  const isWhole = from.endsWith('T00:00') && until.endsWith('T00:00') && from < until;
  if (!isDay(start) && !allDay && !wholeDay && !isWhole) return moments;
  const [first, next] = [from.slice(0, 10), until.slice(0, 10)];
  return { by: 'days', from: first, to: next > first ? addDays(next, -1) : first };
}
