import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { afterEach, describe } from 'vitest';
import { readConfig } from '#lib/config.ts';
import type { Source } from '#lib/sources/source.ts';
import { createTestLog } from '#lib/testing/log.ts';
import { startMcpServer } from '#lib/testing/mcp-http-server.ts';
import { startHttpServer } from '#lib/testing/web-servers.ts';
import { type CalendarUnderTest, describeCalendar, type Told, usual } from './calendar.contract.ts';
import { calendarSource } from './calendar-source.ts';
import { createConnection } from './connection.ts';
import { createMcpServers } from './index.ts';

const password = 'swordfish-of-the-test';
const stopping: (() => unknown)[] = [];
afterEach(async () => {
  for (const stop of stopping.splice(0)) await stop();
});

const text = { type: 'string' };
const tools = [
  { name: 'list-calendars', inputSchema: { type: 'object', properties: {} } },
  {
    name: 'list-events',
    inputSchema: {
      type: 'object',
      properties: { calendarUrl: text, start: text, end: text },
      required: ['calendarUrl', 'start', 'end'],
    },
  },
];
const calendars = JSON.stringify([{ url: '/work/', displayName: 'Work', a_new_field: { deep: [null] } }]);

/** A calendar's MCP server on loopback, which `mcp.json` declares by its address. */
function byItsTools(write: (told: readonly Told[]) => string): CalendarUnderTest {
  const source = (url: string): Source => {
    const folder = mkdtempSync(path.join(tmpdir(), 'calendar-'));
    const file = path.join(folder, 'mcp.json');
    const entry = {
      url,
      headers: { authorization: `Bearer ${password}` },
      tools: ['list-calendars', 'list-events'],
    };
    writeFileSync(file, JSON.stringify({ mcpServers: { calendar: entry } }));
    const config = readConfig({ MCP_CONFIG: file, TIME_ZONE: 'UTC' });
    const servers = createMcpServers({ config, log: createTestLog().log });
    stopping.push(
      () => servers.stop(),
      () => rmSync(folder, { recursive: true }),
    );
    return servers.sources()[0] as Source;
  };
  return {
    password,
    unreachable: async () => source('http://127.0.0.1:9/mcp'),
    async open(instead = () => false, told = usual) {
      const server = await startMcpServer({
        tools,
        text: (args) => (args.calendarUrl ? write(within(told, args)) : calendars),
        misbehave: (message, response) => message.params?.name === 'list-events' && instead(response),
      });
      stopping.push(server.stop);
      return source(`${server.origin}/mcp`);
    },
  };
}

/** As servers do, those that touch the moments that are asked for. */
const within = (told: readonly Told[], { start, end }: Record<string, unknown>) =>
  told.filter(
    (one) => new Date(one.end) > new Date(String(start)) && new Date(one.start) < new Date(String(end)),
  );

/** The same where the operator has declared the account: the calendar's own server is asked, and its tool cannot help. */
const byItsAccount: CalendarUnderTest = {
  password,
  unreachable: async () => withAccount('http://127.0.0.1:9'),
  async open(instead = () => false, told = usual) {
    const server = await startHttpServer((request, response) => {
      request.resume();
      if (request.method !== 'REPORT' || instead(response)) return;
      const data = icsOf(told).replaceAll('&', '&amp;').replaceAll('<', '&lt;');
      response
        .writeHead(207, { 'content-type': 'application/xml' })
        .end(
          `<multistatus xmlns="DAV:" xmlns:C="urn:ietf:params:xml:ns:caldav" xmlns:N="urn:new"><N:brand-new a="1"/><response><href>/x</href><propstat><prop><getetag>"1"</getetag><C:calendar-data>${data}</C:calendar-data></prop></propstat></response></multistatus>`,
        );
    });
    stopping.push(server.stop);
    return withAccount(server.origin);
  },
};

async function withAccount(url: string): Promise<Source> {
  const server = await startMcpServer({
    tools,
    text: (args) => (args.calendarUrl ? 'It could not be told.' : calendars),
  });
  const { log } = createTestLog();
  const spec = {
    name: 'calendar',
    reach: { by: 'http' as const, url: `${server.origin}/mcp`, headers: {} },
    tools: [],
    secrets: [password],
    refused: '',
  };
  const connection = createConnection({ spec, log, timeZone: 'UTC' });
  stopping.push(() => connection.stop(), server.stop);
  const account = { url, user: 'tester', password };
  const given = { id: 'calendar', name: 'Calendar', server: 'calendar', timeZone: 'UTC', log };
  return calendarSource({ ...given, connection, account, secrets: [password] });
}

/** With fields that nobody knows yet, and a line that cannot be read. */
const toolEventsOf = (told: readonly Told[]): string =>
  JSON.stringify(told.map((one) => ({ ...one, description: null, brand_new: { a: [1, null] } })));

function icsOf(told: readonly Told[]): string {
  const time = (name: string, value: string) => {
    const plain = value.replace(/[-:]/g, '');
    return value.length === 10 ? `${name};VALUE=DATE:${plain}` : `${name}:${plain}`;
  };
  const events = told.flatMap(({ uid, summary, start, end, location }) => [
    'BEGIN:VEVENT',
    `UID:${uid}`,
    'a line that is none',
    'X-BRAND-NEW;X-A="b:c";X-D=e,f:g',
    `SUMMARY:${summary}`,
    time('DTSTART', start),
    time('DTEND', end),
    ...(location ? [`LOCATION:${location}`] : []),
    ...['BEGIN:X-NEW', 'SUMMARY:not this', 'END:X-NEW'],
    'END:VEVENT',
  ]);
  return ['BEGIN:VCALENDAR', 'VERSION:2.0', ...events, 'END:VCALENDAR'].join('\r\n');
}

describe('a calendar by its tools', () => describeCalendar(byItsTools(toolEventsOf)));
describe('a calendar by its tools, which answer iCalendar', () => describeCalendar(byItsTools(icsOf)));
describe('a calendar by its account', () => describeCalendar(byItsAccount));
