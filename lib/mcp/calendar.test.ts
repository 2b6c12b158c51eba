import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { readConfig } from '#lib/config.ts';
import type { Source } from '#lib/sources/source.ts';
import { createTestLog } from '#lib/testing/log.ts';
import { hasRadicale, startRadicale, type TestCalendar } from '#lib/testing/radicale.ts';
import { calendarSource } from './calendar-source.ts';
import type { Connection } from './connection.ts';
import { createMcpServers, type McpServers } from './index.ts';

const { signal } = new AbortController();
const timeRange = { from: '2026-11-30', to: '2026-12-06', time_zone: 'Europe/Berlin', words: 'next week' };

const installed = hasRadicale();
if (!installed) process.stderr.write('radicale is not installed: the calendar is not tested against it\n');

describe.skipIf(!installed)('a calendar on radicale', () => {
  const folder = mkdtempSync(path.join(tmpdir(), 'mcp-calendar-'));
  let calendar: TestCalendar;
  let servers: McpServers;
  let source: Source;

  beforeAll(async () => {
    calendar = await startRadicale();
    const place = 'LOCATION:Room 4\\, second floor';
    const about = 'DESCRIPTION:Bring the figures of the third quarter.';
    await calendar.add({
      summary: 'Team review',
      start: '20261202T083000Z',
      end: '20261202T100000Z',
      more: [place, about],
    });
    await calendar.add({ summary: 'Dentist', start: '20261130T230000Z', end: '20261130T233000Z' });
    await calendar.add({ summary: 'Holiday', start: '20261204', end: '20261205' });
    await calendar.add({ summary: 'Long before', start: '20261101T090000Z', end: '20261101T100000Z' });
    await calendar.add({
      summary: 'Standup',
      start: '20261012T070000Z',
      end: '20261012T071500Z',
      more: ['RRULE:FREQ=WEEKLY'],
    });
    const file = path.join(folder, 'mcp.json');
    writeFileSync(file, JSON.stringify({ mcpServers: { calendar: calendar.server } }));
    servers = createMcpServers({
      config: readConfig({ MCP_CONFIG: file, TIME_ZONE: 'Europe/Berlin' }),
      log: createTestLog().log,
    });
    source = servers.sources()[0] as Source;
  });
  afterAll(async () => {
    await servers.stop();
    await calendar.stop();
    rmSync(folder, { recursive: true });
  });

  test('is one source, asked about times only', () => {
    expect(source).toMatchObject({
      id: 'mcp-calendar-calendar',
      name: 'Calendar',
      suits: 'times',
      kind: 'calendar',
    });
    expect(servers.sources().map(({ id }) => id)).toEqual(['mcp-calendar-calendar', 'zai-web-search']);
  });

  test('answers every appointment of the days that were asked for, in order, where the operator is', async () => {
    const hits = await source.search('x', { signal, limit: 50, timeRange });
    expect(hits.map(({ snippet }) => snippet)).toEqual([
      'Appointment on Monday 30 November 2026, 08:00–08:15 (Europe/Berlin): Standup',
      'Appointment on Tuesday 1 December 2026, 00:00–00:30 (Europe/Berlin): Dentist',
      'Appointment on Wednesday 2 December 2026, 09:30–11:00 (Europe/Berlin): Team review, at Room 4, second floor',
      'Appointment on Friday 4 December 2026, all day: Holiday',
    ]);
    expect(new Set(hits.map(({ url }) => url)).size).toBe(4);
    const [, , review] = await Promise.all(hits.map((hit) => source.read(hit, { signal })));
    expect(review?.text).toBe(
      '# Team review\n\n- Appointment on Wednesday 2 December 2026, 09:30–11:00 (Europe/Berlin): Team review, at Room 4, second floor\n\nBring the figures of the third quarter.\n',
    );
  });

  test('an appointment that another process found is asked for again', async () => {
    const [, hit] = await source.search('x', { signal, limit: 50, timeRange });
    const other = createMcpServers({
      config: readConfig({ MCP_CONFIG: path.join(folder, 'mcp.json'), TIME_ZONE: 'Europe/Berlin' }),
      log: createTestLog().log,
    });
    const page = await (other.sources()[0] as Source).read(hit ?? expect.fail(), { signal });
    expect(page.title).toBe('Dentist');
    await other.stop();
  });

  test('says so when there are more than it may answer', async () => {
    const hits = await source.search('x', { signal, limit: 3, timeRange });
    expect(hits.map(({ snippet }) => snippet)).toEqual([
      'Only the first 2 of 4 appointments from 30 November 2026 to 6 December 2026 (Europe/Berlin) are listed',
      expect.stringContaining('Standup'),
      expect.stringContaining('Dentist'),
    ]);
    expect((await source.read(hits[0] ?? expect.fail(), { signal })).text).toContain(
      '- Only the first 2 of 4',
    );
  });

  test('says so when there is nothing', async () => {
    const empty = { ...timeRange, from: '2026-10-05', to: '2026-10-06' };
    const [hit] = await source.search('x', { signal, limit: 50, timeRange: empty });
    expect(hit?.title).toBe('No appointments from 5 October 2026 to 6 October 2026 (Europe/Berlin)');
    expect((await source.read(hit ?? expect.fail(), { signal })).text).toContain(
      'the calendar (Work) has none',
    );
  });

  test('a wrong password is told without it', async () => {
    const file = path.join(folder, 'wrong.json');
    const env = { ...calendar.server.env, CALDAV_PASSWORD: 'not-the-password' };
    writeFileSync(file, JSON.stringify({ mcpServers: { calendar: { ...calendar.server, env } } }));
    const { log, text } = createTestLog();
    const other = createMcpServers({ config: readConfig({ MCP_CONFIG: file }), log });
    const error = await (other.sources()[0] as Source)
      .search('x', { signal, limit: 5, timeRange })
      .catch((thrown) => thrown);
    expect(error).toMatchObject({ code: 'source_unavailable', message: expect.stringContaining('calendar') });
    expect(error.message + text()).not.toContain('not-the-password');
    await other.stop();
  });
});

test.each([
  [
    ['a\u0000b'.repeat(2000)],
    /^The tool list-events was not called: it needs "a b.{57}", which is not known\.$/,
  ],
  ['calendarUrl', /^Calendar has no calendar\.$/],
  [[7, null], /^Calendar has no calendar\.$/],
])(
  '%#: a server that needs what is no name of an argument fails as a source does',
  async (required, reason) => {
    const connection = {
      name: 'calendar',
      listTools: async () => [
        { name: 'list-calendars', inputSchema: {} },
        { name: 'list-events', inputSchema: { required } },
      ],
      call: async () => ({ content: [{ type: 'text', text: '[]' }] }),
    } as unknown as Connection;
    const { log } = createTestLog();
    const given = { id: 'c', name: 'Calendar', server: 'c', connection, timeZone: 'UTC', secrets: [], log };
    const error = await calendarSource(given)
      .search('', { signal, limit: 1, timeRange })
      .catch((thrown) => thrown);
    expect(error.name).toBe('AppError');
    expect(error.message).toMatch(reason);
  },
);
