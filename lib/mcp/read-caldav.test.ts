import type { ServerResponse } from 'node:http';
import { afterEach, expect, test } from 'vitest';
import { createTestLog } from '#lib/testing/log.ts';
import { startStopwatch } from '#lib/testing/stopwatch.ts';
import { startHttpServer, startTcpServer } from '#lib/testing/web-servers.ts';
import { calendarSource } from './calendar-source.ts';
import type { Connection } from './connection.ts';
import { accountIn, readCalDav } from './read-caldav.ts';

const stopping: (() => Promise<unknown>)[] = [];
afterEach(async () => {
  for (const stop of stopping.splice(0)) await stop();
});
const { signal } = new AbortController();
const days = { from: '2026-12-01', to: '2026-12-01', signal };

const multistatus = (...calendars: string[]) =>
  `<?xml version="1.0"?><multistatus xmlns="DAV:" xmlns:C="urn:ietf:params:xml:ns:caldav">${calendars
    .map(
      (data) =>
        `<response><href>/x</href><propstat><prop><C:calendar-data>${data}</C:calendar-data></prop></propstat></response>`,
    )
    .join('')}<response><propstat><prop><C:calendar-data/></prop></propstat></response></multistatus>`;

async function accountOf(answer: (response: ServerResponse, seen: string[]) => void) {
  const seen: string[] = [];
  const server = await startHttpServer((request, response) => {
    seen.push(`${request.method} ${request.url} ${request.headers.authorization} ${request.headers.depth}`);
    answer(response, seen);
  });
  stopping.push(server.stop);
  return { account: { url: server.origin, user: 'ada', password: 'sesam' }, seen };
}

test('asks for the days with one more on each side, and answers what the server keeps', async () => {
  const { account, seen } = await accountOf((response) =>
    response
      .writeHead(207)
      .end(
        multistatus(
          'BEGIN:VCALENDAR&#13;\nSUMMARY:Q &amp; A &lt;1&gt;',
          '<![CDATA[BEGIN:VCALENDAR\nSUMMARY:&amp;]]>',
        ),
      ),
  );
  expect(await readCalDav(account, { calendarUrl: '/ada/work/', ...days })).toBe(
    'BEGIN:VCALENDAR\r\nSUMMARY:Q & A <1>\nBEGIN:VCALENDAR\nSUMMARY:&amp;',
  );
  expect(seen).toEqual([`REPORT /ada/work/ Basic ${btoa('ada:sesam')} 1`]);
});

test('a server is asked for the days around too, where an appointment may have stood before it was moved', async () => {
  let body = '';
  const server = await startHttpServer((request, response) => {
    request.setEncoding('utf8').on('data', (part) => {
      body += part;
    });
    request.on('end', () => response.writeHead(207).end(multistatus()));
  });
  stopping.push(server.stop);
  await readCalDav({ url: server.origin, user: 'ada', password: 'sesam' }, { calendarUrl: '/', ...days });
  expect(body).toContain('<C:time-range start="20261022T000000Z" end="20270111T000000Z"/>');
});

test('the password goes to no other server, neither by the address of a calendar nor by a redirect', async () => {
  const { seen } = await accountOf((response) => response.writeHead(207).end(multistatus()));
  const { account } = await accountOf((response) =>
    response.writeHead(302, { location: 'http://127.0.0.1:1/' }).end(),
  );
  const elsewhere = (await accountOf(() => {})).account.url;
  await expect(readCalDav(account, { calendarUrl: `${elsewhere}/ada/`, ...days })).rejects.toThrow(
    'on another server',
  );
  await expect(readCalDav(account, { calendarUrl: '/ada/', ...days })).rejects.toThrow('answered 302');
  expect(seen).toEqual([]);
});

test('an answer of 50 MB is left, and who stops waiting is answered within a second', async () => {
  const { account } = await accountOf((response) => {
    response.writeHead(207);
    const block = 'x'.repeat(2 ** 20);
    for (let times = 0; times < 50; times += 1) response.write(block);
    response.end();
  });
  await expect(readCalDav(account, { calendarUrl: '/', ...days })).rejects.toThrow('too large');
  const { account: silent } = await accountOf(() => {});
  const leaving = new AbortController();
  const asked = readCalDav(silent, { calendarUrl: '/', ...days, signal: leaving.signal });
  const stopwatch = startStopwatch();
  leaving.abort(new Error('over'));
  await expect(asked).rejects.toThrow('over');
  expect(stopwatch.ms()).toBeLessThan(1000);
});

test('an answer without end of what is no calendar is read in no time', async () => {
  const { account } = await accountOf((response) =>
    response.writeHead(207).end('<C:calendar-data>'.repeat(500_000)),
  );
  const stopwatch = startStopwatch();
  await readCalDav(account, { calendarUrl: '/', ...days });
  expect(stopwatch.ms()).toBeLessThan(4000);
});

test.each([
  [{}],
  [{ CALDAV_BASE_URL: 'nowhere', CALDAV_USERNAME: 'a' }],
  [{ CALDAV_BASE_URL: 'https://a.example' }],
])('%#: without an address and a name there is no account', (env) => {
  expect(accountIn(env as Record<string, string>)).toBeNull();
});

const timeRange = { from: '2026-12-01', to: '2026-12-01', time_zone: 'UTC', words: '' };

/** A calendar whose server answers so, and whose tool tells of one event, or what is given. */
function source(
  account: ReturnType<typeof accountIn>,
  told: string | (() => never) = JSON.stringify([
    { uid: '1', summary: 'Told', start: '2026-12-01T09:00:00Z', end: '2026-12-01T10:00:00Z' },
  ]),
) {
  const calendars = JSON.stringify([
    { url: '/a/', displayName: 'Home' },
    { url: '/b/', displayName: 'Work' },
  ]);
  let calls = 0;
  const connection = {
    name: 'calendar',
    listTools: async () => [
      { name: 'list-calendars', inputSchema: {} },
      { name: 'list-events', inputSchema: { required: ['calendarUrl', 'start', 'end'] } },
    ],
    call: async (tool: string) => {
      if (tool === 'list-calendars') return { content: [{ type: 'text', text: calendars }] };
      calls += 1;
      if (typeof told !== 'string' && calls > 1) told();
      return { content: [{ type: 'text', text: typeof told === 'string' ? told : '[]' }] };
    },
  } as unknown as Connection;
  const { log } = createTestLog();
  return calendarSource({
    id: 'c',
    name: 'Calendar',
    server: 'c',
    connection,
    account,
    timeZone: 'UTC',
    secrets: [],
    log,
  });
}

test.each([
  ['refuses', (response: ServerResponse) => response.writeHead(403).end()],
  ['knows no such request', (response: ServerResponse) => response.writeHead(405).end()],
  ['breaks off', (response: ServerResponse) => response.destroy()],
])('where a server that %s, its tool is asked', async (_, answer) => {
  const { account } = await accountOf(answer);
  const hits = await source(account).search('', { signal, limit: 10, timeRange });
  expect(hits.map(({ snippet }) => snippet)).toEqual([
    'Appointment on Tuesday 1 December 2026, 09:00–10:00 (UTC): Told',
  ]);
});

test('what a server repeats each second is told in words, beside what is known', async () => {
  const ics = [
    'BEGIN:VCALENDAR',
    'BEGIN:VEVENT',
    'UID:a',
    'SUMMARY:Tick',
    'DTSTART:20200101T000000Z',
    'RRULE:FREQ=SECONDLY',
    'END:VEVENT',
    'BEGIN:VEVENT',
    'UID:b',
    'SUMMARY:Lunch',
    'DTSTART:20261201T120000Z',
    'END:VEVENT',
    'END:VCALENDAR',
  ].join('\r\n');
  const { account } = await accountOf((response) => response.writeHead(207).end(multistatus(ics)));
  const hits = await source(account).search('', { signal, limit: 10, timeRange });
  const told = [...new Set(hits.map(({ snippet }) => snippet))];
  expect(told).toEqual([
    'Appointment on Tuesday 1 December 2026, 12:00 (UTC): Lunch',
    expect.stringContaining(
      'Not every appointment on 1 December 2026 (UTC) is known: “Tick” repeats too often to be listed',
    ),
  ]);
});

test('of a server that cannot find the days, all of the calendar is read', async () => {
  const ics =
    'BEGIN:VCALENDAR\nBEGIN:VEVENT\nUID:b\nSUMMARY:Lunch\nDTSTART:20261201T120000Z\nEND:VEVENT\nEND:VCALENDAR';
  const { account } = await accountOf((response, seen) => {
    if (seen.length % 2 === 1) response.writeHead(500).end();
    else response.writeHead(207).end(multistatus(ics));
  });
  expect(await readCalDav(account, { calendarUrl: '/', ...days })).toContain('SUMMARY:Lunch');
});

test('a calendar that cannot be read is named, the others are told', async () => {
  const broken = source(null, () => {
    throw new Error('gone');
  });
  const hits = await broken.search('', { signal, limit: 10, timeRange });
  expect(hits.map(({ snippet }) => snippet)).toEqual([
    'Not every appointment on 1 December 2026 (UTC) is known: the calendar “Work” could not be read',
  ]);
});

test('iCalendar that a tool answers is read as such', async () => {
  const ics =
    'BEGIN:VCALENDAR\nBEGIN:VEVENT\nUID:1\nSUMMARY:Yoga\nDTSTART;VALUE=DATE:20261101\nRRULE:FREQ=DAILY\nEND:VEVENT\nEND:VCALENDAR';
  const [hit] = await source(null, ics).search('', { signal, limit: 10, timeRange });
  expect(hit?.snippet).toBe('Appointment on Tuesday 1 December 2026, all day: Yoga');
});

test('a server that says nothing for ever costs its tool nothing', async () => {
  const server = await startTcpServer(() => {});
  stopping.push(server.stop);
  const leaving = new AbortController();
  const asked = source({ url: server.origin, user: 'a', password: 'b' }).search('', {
    signal: leaving.signal,
    limit: 1,
    timeRange,
  });
  setTimeout(() => leaving.abort(new Error('over')), 100);
  await expect(asked).rejects.toThrow('over');
});
