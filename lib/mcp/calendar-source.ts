import { z } from 'zod';
import { expandEvents, placeIn } from '#lib/calendar/expand-events.ts';
import { beginningOf, type Occurrence } from '#lib/calendar/occurrence.ts';
import { readIcs } from '#lib/calendar/read-ics.ts';
import { prepareText } from '#lib/documents/prepare-page.ts';
import { AppError } from '#lib/errors.ts';
import type { Log } from '#lib/log.ts';
import type { TimeRange } from '#lib/schema/plan.ts';
import type { Hit, Page } from '#lib/schema/source.ts';
import type { Source } from '#lib/sources/source.ts';
import { clip } from '#lib/text/clip.ts';
import { oneLine, redact } from '#lib/text/one-line.ts';
import { tokenize } from '#lib/text/tokenize.ts';
import { dayOf, endOfDay, startOfDay } from '#lib/text/zoned-day.ts';
import { nameOf, requiredOf } from './choose-arguments.ts';
import type { Connection } from './connection.ts';
import { createPageStore } from './page-store.ts';
import { decodeJson, textsOf } from './parse-answer.ts';
import { type CalDavAccount, readCalDav } from './read-caldav.ts';
import { readToolEvents, ToolEvents } from './read-tool-events.ts';
import { itSays } from './their-words.ts';
import { writeEvent, writeFaults, writeMore, writeNoEvents } from './write-event.ts';

/** The tools by which a CalDAV server is known. */
export const calendarTools = ['list-calendars', 'list-events'];
const mostCalendars = 20;
const mostEvents = 1000;
/** Of what is asked for by its words, these are enough. */
const mostAbout = 10;

const Calendars = z.array(
  z.object({ url: z.string(), displayName: z.string().optional(), name: z.string().optional() }),
);

type Calendar = { url: string; name: string };
type Kept = { title: string; text: string };

export type CalendarOptions = {
  id: string;
  name: string;
  server: string;
  connection: Connection;
  /** By which its server can be read directly. */
  account?: CalDavAccount | null;
  /** Where days begin and end when an appointment is asked for again. */
  timeZone: string;
  secrets: readonly string[];
  log: Log;
};

/**
 * The appointments of a CalDAV server over MCP, by its tools `list-calendars` and `list-events`, and by no other; where
 * the operator has declared its account, the events are read from the server itself, which knows more of them than the
 * tool tells. Asked only when a plan names days: every appointment on them is a hit, in the order of time; none at all is
 * one hit that says so, and so is what could not be found out. Where only appointments about something are meant, others
 * are no hits. A calendar that cannot be read costs only itself, unless all cannot.
 */
export function calendarSource(options: CalendarOptions): Source {
  const { id, name, server, timeZone } = options;
  const pages = createPageStore<Kept>();

  async function find(
    range: TimeRange,
    { limit, signal }: { limit: number; signal: AbortSignal },
  ): Promise<Hit[]> {
    const { calendars, events, faults } = await listEvents(range, { ...options, signal });
    const days = `from=${range.from}&to=${range.to}`;
    const keep = (url: string, page: Kept, score: number) => {
      pages.set(url, page);
      return toHit({ url, ...page }, score);
    };
    const meant = range.about === undefined ? events : eventsAbout(range.about, events);
    const doubt =
      faults.length === 0 || (range.about !== undefined && meant.length === 0)
        ? []
        : [keep(`calendar:${server}?unread&${days}`, writeFaults(faults, range), 0)];
    if (meant.length === 0) {
      if (range.about !== undefined) return [];
      const names = calendars.map((calendar) => calendar.name);
      const none = keep(`calendar:${server}?${days}`, writeNoEvents(names, range), 1);
      return doubt.length > 0 ? doubt : [none];
    }
    const most = Math.max(range.about === undefined ? limit - doubt.length : Math.min(limit, mostAbout), 0);
    const listed =
      meant.length > most && range.about === undefined
        ? meant.slice(0, Math.max(most - 1, 0))
        : meant.slice(0, most);
    const seen = new Set<string>();
    const hits = listed.flatMap((event, index) => {
      const start = beginningOf(event.when, range.time_zone);
      const place = `calendar:${server}/${encodeURIComponent(clip(event.uid, 300).toWellFormed())}?start=${start}`;
      const page = writeEvent(event, range);
      // The same in two calendars is one; two without an id may begin together.
      if (seen.has(`${place} ${page.text}`)) return [];
      seen.add(`${place} ${page.text}`);
      const url = seen.has(place) ? `${place}&n=${index + 1}` : place;
      seen.add(place);
      return [keep(url, page, 1 - (index + 1) / 1000)];
    });
    if (range.about !== undefined || listed.length === meant.length)
      return [...hits, ...doubt].slice(0, limit);
    const more = writeMore({ listed: listed.length, all: meant.length }, range);
    return [keep(`calendar:${server}?first=${listed.length}&${days}`, more, 1), ...hits, ...doubt].slice(
      0,
      limit,
    );
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
  const start = URL.parse(url)?.searchParams.get('start') ?? '';
  if (Number.isNaN(Date.parse(start))) return null;
  return start.endsWith('Z') ? dayOf(new Date(start), timeZone) : start.slice(0, 10);
}

/** The appointments in which what is asked for stands: all its words, or two of three where it has many. */
function eventsAbout(about: string, events: readonly Occurrence[]): Occurrence[] {
  const words = new Set(tokenize(about));
  const least = words.size < 3 ? words.size : Math.ceil((words.size * 2) / 3);
  if (words.size === 0) return [];
  const shared = ({ summary, location, description }: Occurrence) => {
    const own = new Set(tokenize(`${summary}\n${location}\n${description}`));
    return [...words].filter((word) => own.has(word)).length;
  };
  return events.filter((event) => shared(event) >= least);
}

function toHit({ url, title, text }: { url: string; title: string; text: string }, score: number): Hit {
  const line = text.split('\n').find((one) => one.startsWith('- ')) ?? '';
  return { url, title, snippet: line.slice(2), score, passages: [] };
}

type Asking = CalendarOptions & { signal: AbortSignal };

async function listEvents(
  range: TimeRange,
  asking: Asking,
): Promise<{ calendars: Calendar[]; events: Occurrence[]; faults: string[] }> {
  await checkTools(asking);
  const calendars = await listCalendars(asking);
  const lists = await Promise.allSettled(calendars.map(({ url }) => eventsOf(url, range, asking)));
  asking.signal.throwIfAborted();
  const failed = lists.flatMap((list) => (list.status === 'rejected' ? [list.reason as unknown] : []));
  if (failed.length > 0 && failed.length === lists.length) throw failed[0];
  const faults: string[] = [];
  for (const [index, list] of lists.entries()) {
    if (list.status === 'fulfilled') continue;
    const reason = list.reason instanceof Error ? list.reason.message : '';
    const calendar = calendars[index]?.name ?? '';
    asking.log.warn('a calendar could not be read', { calendar, reason });
    faults.push(`the calendar “${oneLine(calendar, 60)}” could not be read`);
  }
  const read = lists.flatMap((list) => (list.status === 'fulfilled' ? [list.value] : []));
  faults.push(...read.flatMap((one) => one.faults));
  const key = ({ when, isFirstOnly }: Occurrence) => `${isFirstOnly ? 1 : 0}${placeIn(when, range)}`;
  const events = read
    .flatMap((one) => one.occurrences)
    .map((event) => ({ event, at: key(event) }))
    .sort((left, right) => (left.at < right.at ? -1 : left.at > right.at ? 1 : 0));
  return { calendars, events: events.map(({ event }) => event), faults };
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
  const found = parse(await askText('list-calendars', {}, asking), asking, Calendars);
  if (found.length === 0) throw new AppError('source_failed', `${asking.name} has no calendar.`);
  return found
    .slice(0, mostCalendars)
    .map(({ url, displayName, name }) => ({ url, name: displayName ?? name ?? '' }));
}

type Listed = { occurrences: Occurrence[]; faults: string[] };

async function eventsOf(calendarUrl: string, range: TimeRange, asking: Asking): Promise<Listed> {
  const { account, signal, log, name } = asking;
  if (account) {
    try {
      const text = await readCalDav(account, { calendarUrl, from: range.from, to: range.to, signal });
      return await expandEvents(readIcs(text), { span: range, signal });
    } catch (thrown) {
      signal.throwIfAborted();
      const reason = redact(thrown instanceof Error ? thrown.message : '', asking.secrets);
      log.info('a calendar is read by its tool, since its server does not answer itself', {
        source: name,
        reason,
      });
    }
  }
  const start = startOfDay(range.from, range.time_zone).toISOString();
  const end = endOfDay(range.to, range.time_zone).toISOString();
  const text = await askText('list-events', { calendarUrl, start, end }, asking);
  if (/^\s*BEGIN:VCALENDAR/i.test(text)) return expandEvents(readIcs(text), { span: range, signal });
  return { occurrences: readToolEvents(parse(text, asking, ToolEvents), range), faults: [] };
}

async function askText(tool: string, args: Record<string, unknown>, asking: Asking): Promise<string> {
  const { connection, signal, name, secrets } = asking;
  const answer = await connection.call(tool, { arguments: args, signal });
  const text = textsOf(answer).join('');
  if (answer.isError !== true) return text;
  throw new AppError('source_failed', `${name} could not answer: ${itSays(redact(text, secrets))}`);
}

function parse<T>(text: string, { name }: Asking, form: z.ZodType<T>): T {
  const parsed = form.safeParse(decodeJson(text));
  if (parsed.success) return parsed.data;
  throw new AppError('source_failed', `${name} sent an answer that could not be understood.`, {
    cause: parsed.error,
  });
}
