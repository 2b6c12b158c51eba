import { AppError } from '#lib/errors.ts';
import { addDays } from '#lib/text/zoned-day.ts';

/** Where a CalDAV server is, and by which name and password. */
export type CalDavAccount = { url: string; user: string; password: string };

/** A server that is to find the days itself walks through every rule of repetition: some never come back from one. */
const longestSearchMs = 6000;
const longestMs = 12_000;
/** By so many days appointments are moved; of a series that goes on, any number does. */
const mostMovedDays = 40;
/** A year of a busy calendar is less. */
const maxBytes = 20 * 2 ** 20;

/** The account that an operator has declared for `caldav-mcp`; null where there is none. */
export function accountIn(env: Record<string, string>): CalDavAccount | null {
  const { CALDAV_BASE_URL: url = '', CALDAV_USERNAME: user = '', CALDAV_PASSWORD: password = '' } = env;
  return URL.canParse(url) && user ? { url, user, password } : null;
}

/**
 * The events of a calendar on some days as its server keeps them, as iCalendar: `caldav-mcp` leaves out which events last
 * all day, and how they repeat. Where the server cannot find the days, all of the calendar is asked for. The name and password are sent to the server of the account alone, and no redirect is
 * followed. Throws `source_failed`.
 */
export async function readCalDav(
  account: CalDavAccount,
  { calendarUrl, from, to, signal }: { calendarUrl: string; from: string; to: string; signal: AbortSignal },
): Promise<string> {
  const url = new URL(calendarUrl, account.url);
  if (url.origin !== new URL(account.url).origin) throw failed('the calendar is on another server');
  // More on both sides: which days are meant is counted here, where the time zone is known, and servers look for
  // appointments that were moved with all that follow (RANGE=THISANDFUTURE) where they were before.
  const time = (day: string) => `${day.replaceAll('-', '')}T000000Z`;
  const days = `<C:time-range start="${time(addDays(from, -mostMovedDays))}" end="${time(addDays(to, mostMovedDays + 1))}"/>`;
  try {
    return await report(account, { url, filter: days, signal, timeoutMs: longestSearchMs });
  } catch (thrown) {
    signal.throwIfAborted();
    const isLost =
      thrown instanceof Error && (thrown.name === 'TimeoutError' || / answered 5\d\d/.test(thrown.message));
    if (!isLost) throw thrown;
    return report(account, { url, filter: '', signal, timeoutMs: longestMs });
  }
}

async function report(
  { user, password }: CalDavAccount,
  { url, filter, signal, timeoutMs }: { url: URL; filter: string; signal: AbortSignal; timeoutMs: number },
): Promise<string> {
  const response = await fetch(url, {
    method: 'REPORT',
    body: `<?xml version="1.0" encoding="utf-8"?><C:calendar-query xmlns:D="DAV:" xmlns:C="urn:ietf:params:xml:ns:caldav"><D:prop><C:calendar-data/></D:prop><C:filter><C:comp-filter name="VCALENDAR"><C:comp-filter name="VEVENT">${filter}</C:comp-filter></C:comp-filter></C:filter></C:calendar-query>`,
    redirect: 'manual',
    signal: AbortSignal.any([signal, AbortSignal.timeout(timeoutMs)]),
    headers: {
      authorization: `Basic ${Buffer.from(`${user}:${password}`).toString('base64')}`,
      'content-type': 'application/xml; charset=utf-8',
      depth: '1',
    },
  });
  if (response.status !== 207) {
    await response.body?.cancel().catch(() => {});
    throw failed(`the server answered ${response.status}`);
  }
  return calendarDataIn(await readText(response));
}

async function readText(response: Response): Promise<string> {
  const decoder = new TextDecoder();
  let text = '';
  let bytes = 0;
  for await (const chunk of response.body ?? []) {
    bytes += chunk.length;
    // Leaving the loop ends the connection.
    if (bytes > maxBytes) throw failed(`its answer is too large (${maxBytes / 2 ** 20} MB and more)`);
    text += decoder.decode(chunk, { stream: true });
  }
  return text + decoder.decode();
}

/** Every `calendar-data` of an answer, one after the other. */
function calendarDataIn(xml: string): string {
  const parts: string[] = [];
  for (let at = 0; at >= 0; ) {
    const name = xml.indexOf('calendar-data', at);
    const start = name === -1 ? -1 : xml.indexOf('>', name) + 1;
    if (start <= 0) break;
    const isEmpty = xml[start - 2] === '/';
    const end = isEmpty ? start : xml.indexOf('calendar-data', start);
    if (end === -1) break;
    if (!isEmpty) parts.push(plainText(xml.slice(start, xml.lastIndexOf('<', end))));
    at = isEmpty ? start : end + 'calendar-data'.length;
  }
  return parts.join('\n');
}

const entities: Record<string, string> = { lt: '<', gt: '>', amp: '&', quot: '"', apos: "'" };

function plainText(xml: string): string {
  const cdata = /^\s*<!\[CDATA\[([\s\S]*)\]\]>\s*$/.exec(xml);
  if (cdata) return cdata[1] ?? '';
  return xml.replace(
    /&(?:#x([0-9a-f]{1,6})|#(\d{1,7})|(lt|gt|amp|quot|apos));/gi,
    (whole, hex, decimal, name) => {
      if (name) return entities[name.toLowerCase()] ?? whole;
      const code = hex ? Number.parseInt(hex, 16) : Number(decimal);
      return code > 0 && code < 0x11_0000 ? String.fromCodePoint(code) : '';
    },
  );
}

const failed = (reason: string) =>
  new AppError('source_failed', `The calendar could not be read: ${reason}.`);
