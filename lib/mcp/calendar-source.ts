import { z } from 'zod';
import { prepareText } from '#lib/documents/prepare-page.ts';
import { AppError } from '#lib/errors.ts';
import type { Log } from '#lib/log.ts';
import type { TimeRange } from '#lib/schema/plan.ts';
import type { Hit, Page } from '#lib/schema/source.ts';
import type { Source } from '#lib/sources/source.ts';
import { redact } from '#lib/text/one-line.ts';
import { dayOf, endOfDay, startOfDay } from '#lib/text/zoned-day.ts';
import { nameOf, requiredOf } from './choose-arguments.ts';
import type { Connection } from './connection.ts';
import { createPageStore } from './page-store.ts';
import { decodeJson, textsOf } from './parse-answer.ts';
import { itSays } from './their-words.ts';
import { type CalendarEvent, writeEvent, writeMore, writeNoEvents } from './write-event.ts';

/** The tools by which a CalDAV server is known. */
export const calendarTools = ['list-calendars', 'list-events'];
const mostCalendars = 20;
const mostEvents = 1000;

const Calendars = z.array(
  z.object({ url: z.string(), displayName: z.string().optional(), name: z.string().optional() }),
);
const Events = z.array(
  z.object({
    uid: z.string().default(''),
    summary: z.string().default(''),
    start: z.coerce.date(),
    end: z.coerce.date().optional(),
    location: z.string().default(''),
    description: z.string().default(''),
  }),
);

type Calendar = { url: string; name: string };
type Kept = { title: string; text: string };

export type CalendarOptions = {
  id: string;
  name: string;
  server: string;
  connection: Connection;
  /** Where days begin and end when an appointment is asked for again. */
  timeZone: string;
  secrets: readonly string[];
  log: Log;
};

/**
 * The appointments of a CalDAV server over MCP, by its tools `list-calendars` and `list-events`, and by no other. Asked
 * only when a plan names days: every appointment in them is a hit, in the order of time; none at all is one hit that
 * says so. A calendar that cannot be read costs only itself, unless all cannot.
 */
export function calendarSource(options: CalendarOptions): Source {
  const { id, name, server, timeZone } = options;
  const pages = createPageStore<Kept>();

  async function find(
    range: TimeRange,
    { limit, signal }: { limit: number; signal: AbortSignal },
  ): Promise<Hit[]> {
    const { calendars, events } = await listEvents(range, { ...options, signal });
    if (events.length === 0) {
      const url = `calendar:${server}?from=${range.from}&to=${range.to}`;
      const page = writeNoEvents(
        calendars.map((calendar) => calendar.name),
        range,
      );
      pages.set(url, page);
      return [toHit({ url, ...page }, 1)];
    }
    const listed = events.length > limit ? events.slice(0, Math.max(limit - 1, 0)) : events;
    const hits = listed.map((event, index) => {
      const start = event.start.toISOString();
      const url = `calendar:${server}/${encodeURIComponent(event.uid.slice(0, 300).toWellFormed())}?start=${start}`;
      const page = writeEvent(event, range);
      pages.set(url, page);
      return toHit({ url, ...page }, 1 - (index + 1) / 1000);
    });
    if (listed.length === events.length) return hits;
    const url = `calendar:${server}?first=${listed.length}&from=${range.from}&to=${range.to}`;
    const page = writeMore({ listed: listed.length, all: events.length }, range);
    pages.set(url, page);
    return [toHit({ url, ...page }, 1), ...hits];
  }

  return {
    id,
    name,
    kind: 'calendar',
    suits: 'times',
    async search(_query, { signal, limit, timeRange }) {
      signal.throwIfAborted();
      // Tried by hand, without a plan: what there is today.
      const today = dayOf(new Date(), timeZone);
      const range = timeRange ?? { from: today, to: today, time_zone: timeZone, words: 'today' };
      return find(range, { limit, signal });
    },
    async read(hit, { signal }): Promise<Page> {
      signal.throwIfAborted();
      if (!pages.get(hit.url)) {
        const day = dayIn(hit.url, timeZone);
        if (day)
          await find({ from: day, to: day, time_zone: timeZone, words: day }, { limit: mostEvents, signal });
      }
      const page = pages.get(hit.url);
      if (!page) throw new AppError('source_failed', 'This appointment is no longer in the calendar.');
      const { text } = await prepareText(page.text, signal);
      return { url: hit.url, title: page.title, text };
    },
  };
}

/** The day of an appointment, from its address. */
function dayIn(url: string, timeZone: string): string | null {
  const start = new Date(URL.parse(url)?.searchParams.get('start') ?? '');
  return Number.isNaN(start.getTime()) ? null : dayOf(start, timeZone);
}

function toHit({ url, title, text }: { url: string; title: string; text: string }, score: number): Hit {
  const line = text.split('\n').find((one) => one.startsWith('- ')) ?? '';
  return { url, title, snippet: line.slice(2), score, passages: [] };
}

type Asking = CalendarOptions & { signal: AbortSignal };

async function listEvents(
  range: TimeRange,
  asking: Asking,
): Promise<{ calendars: Calendar[]; events: CalendarEvent[] }> {
  await checkTools(asking);
  const calendars = await listCalendars(asking);
  const lists = await Promise.allSettled(calendars.map(({ url }) => eventsOf(url, range, asking)));
  asking.signal.throwIfAborted();
  const failed = lists.flatMap((list) => (list.status === 'rejected' ? [list.reason as unknown] : []));
  if (failed.length > 0 && failed.length === lists.length) throw failed[0];
  for (const [index, list] of lists.entries()) {
    if (list.status === 'fulfilled') continue;
    const reason = list.reason instanceof Error ? list.reason.message : '';
    asking.log.warn('a calendar could not be read', { calendar: calendars[index]?.name, reason });
  }
  const events = lists.flatMap((list) => (list.status === 'fulfilled' ? list.value : []));
  const inOrder = [...events].sort((left, right) => left.start.getTime() - right.start.getTime());
  return { calendars, events: inOrder };
}

/** The tools have to be what they were known as: nothing is sent to others. */
async function checkTools({ connection, signal }: Asking): Promise<void> {
  const tools = await connection.listTools(signal);
  for (const name of calendarTools) {
    const tool = tools.find((one) => one.name === name);
    if (!tool) throw new AppError('source_unavailable', `${connection.name} has no tool ${name}.`);
    const given = name === 'list-events' ? ['calendarUrl', 'start', 'end'] : [];
    const strange = requiredOf(tool).find((argument) => !given.includes(argument));
    if (strange !== undefined) {
      const reason = `The tool ${name} was not called: it needs "${nameOf(strange)}", which is not known.`;
      throw new AppError('source_unavailable', reason);
    }
  }
}

async function listCalendars(asking: Asking): Promise<Calendar[]> {
  const found = await ask('list-calendars', {}, asking, Calendars);
  if (found.length === 0) throw new AppError('source_failed', `${asking.name} has no calendar.`);
  return found
    .slice(0, mostCalendars)
    .map(({ url, displayName, name }) => ({ url, name: displayName ?? name ?? '' }));
}

async function eventsOf(calendarUrl: string, range: TimeRange, asking: Asking): Promise<CalendarEvent[]> {
  const start = startOfDay(range.from, range.time_zone).toISOString();
  const end = endOfDay(range.to, range.time_zone).toISOString();
  const events = await ask('list-events', { calendarUrl, start, end }, asking, Events);
  return events.map(({ end: until, ...event }) => ({ ...event, end: until ?? event.start }));
}

async function ask<T>(
  tool: string,
  args: Record<string, unknown>,
  { connection, signal, name, secrets }: Asking,
  form: z.ZodType<T>,
): Promise<T> {
  const answer = await connection.call(tool, { arguments: args, signal });
  const text = textsOf(answer).join('');
  if (answer.isError === true) {
    throw new AppError('source_failed', `${name} could not answer: ${itSays(redact(text, secrets))}`);
  }
  const parsed = form.safeParse(decodeJson(text));
  if (!parsed.success) {
    throw new AppError('source_failed', `${name} sent an answer that could not be understood.`, {
      cause: parsed.error,
    });
  }
  return parsed.data;
}
