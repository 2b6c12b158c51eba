import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { readConfig } from '#lib/config.ts';
import type { TimeRange } from '#lib/schema/plan.ts';
import type { Source } from '#lib/sources/source.ts';
import { createTestLog } from '#lib/testing/log.ts';
import { hasRadicale, startRadicale, type TestCalendar } from '#lib/testing/radicale.ts';
import { createMcpServers, type McpServers } from './index.ts';

const { signal } = new AbortController();
const installed = hasRadicale();
if (!installed) process.stderr.write('radicale is not installed: awkward events are not tested against it\n');

const event = (uid: string, ...lines: string[]) => [
  'BEGIN:VEVENT',
  `UID:${uid}`,
  'DTSTAMP:20260101T000000Z',
  ...lines,
  'END:VEVENT',
];
const berlin = [
  'BEGIN:VTIMEZONE',
  'TZID:Europe/Berlin',
  ...['BEGIN:STANDARD', 'DTSTART:19961027T030000', 'RRULE:FREQ=YEARLY;BYDAY=-1SU;BYMONTH=10'],
  ...['TZOFFSETFROM:+0200', 'TZOFFSETTO:+0100', 'END:STANDARD'],
  ...['BEGIN:DAYLIGHT', 'DTSTART:19810329T020000', 'RRULE:FREQ=YEARLY;BYDAY=-1SU;BYMONTH=3'],
  ...['TZOFFSETFROM:+0100', 'TZOFFSETTO:+0200', 'END:DAYLIGHT', 'END:VTIMEZONE'],
];

describe.skipIf(!installed)('awkward events on radicale', () => {
  const folder = mkdtempSync(path.join(tmpdir(), 'mcp-calendar-'));
  const started: McpServers[] = [];
  let calendar: TestCalendar;

  beforeAll(async () => {
    calendar = await startRadicale();
    await calendar.add({ summary: 'Company holiday', start: '20261202', end: '20261203' });
    await calendar.put(
      event('birthday', "SUMMARY:Rosa's birthday", 'DTSTART;VALUE=DATE:19521203', 'RRULE:FREQ=YEARLY'),
    );
    await calendar.put([
      ...berlin,
      ...event(
        'weekly',
        'SUMMARY:Weekly',
        'DTSTART;TZID=Europe/Berlin:20260903T093000',
        'DTEND;TZID=Europe/Berlin:20260903T100000',
        'RRULE:FREQ=WEEKLY',
        'EXDATE;TZID=Europe/Berlin:20261126T093000',
      ),
      ...event(
        'weekly',
        'RECURRENCE-ID;TZID=Europe/Berlin:20261210T093000',
        'SUMMARY:Weekly\\, moved',
        'DTSTART;TZID=Europe/Berlin:20261209T160000',
        'DTEND;TZID=Europe/Berlin:20261209T163000',
      ),
      ...event(
        'weekly',
        'RECURRENCE-ID;TZID=Europe/Berlin:20261217T093000',
        'SUMMARY:Weekly',
        'DTSTART;TZID=Europe/Berlin:20261217T093000',
        'DTEND;TZID=Europe/Berlin:20261217T100000',
        'STATUS:CANCELLED',
      ),
    ]);
    await calendar.put(
      event('fair', 'SUMMARY:Fair', 'DTSTART;VALUE=DATE:20261130', 'DTEND;VALUE=DATE:20261203'),
    );
    await calendar.put([
      ...event('choir', 'SUMMARY:Choir', 'DTSTART:20270105T180000Z', 'RRULE:FREQ=WEEKLY;COUNT=3'),
      ...event(
        'choir',
        'RECURRENCE-ID;RANGE=THISANDFUTURE:20270112T180000Z',
        'SUMMARY:Choir at noon',
        'DTSTART:20270116T110000Z',
      ),
    ]);
    await calendar.put(event('call', 'SUMMARY:Call', 'DTSTART:20261204T233000Z', 'DURATION:PT30M'));
  });
  afterAll(async () => {
    await Promise.all(started.map((servers) => servers.stop()));
    await calendar.stop();
    rmSync(folder, { recursive: true });
  });

  /** `withAccount: false`: as a server of which nothing but its tools is known. */
  function calendarIn(timeZone: string, { withAccount = true } = {}): Source {
    const file = path.join(folder, `${started.length}.json`);
    const { server } = calendar;
    const hidden = [
      '--input-type=module',
      '-e',
      `Object.assign(process.env, ${JSON.stringify(server.env)}); await import(${JSON.stringify(`file://${server.args[0]}`)});`,
    ];
    const entry = withAccount ? server : { ...server, args: hidden, env: {} };
    writeFileSync(file, JSON.stringify({ mcpServers: { calendar: entry } }));
    const config = readConfig({ MCP_CONFIG: file, TIME_ZONE: timeZone });
    const servers = createMcpServers({ config, log: createTestLog().log });
    started.push(servers);
    return servers.sources()[0] as Source;
  }
  const lines = async (source: Source, range: Omit<TimeRange, 'words'>) =>
    (await source.search('x', { signal, limit: 60, timeRange: { ...range, words: '' } })).map(
      ({ snippet }) => snippet,
    );

  test.each(['Europe/Berlin', 'Asia/Tokyo', 'America/Los_Angeles', 'Asia/Kolkata', 'Pacific/Marquesas'])(
    '%s: what lasts all day is on its day alone, what repeats is told with the day that was asked for',
    async (time_zone) => {
      const source = calendarIn(time_zone);
      const on = (day: string) => lines(source, { from: day, to: day, time_zone });
      expect((await on('2026-12-02')).slice(0, 2)).toEqual([
        'Appointment from Monday 30 November 2026 to Wednesday 2 December 2026, all day: Fair',
        'Appointment on Wednesday 2 December 2026, all day: Company holiday',
      ]);
      const thursday = await on('2026-12-03');
      expect(thursday[0]).toBe("Appointment on Thursday 3 December 2026, all day: Rosa's birthday");
      expect(thursday.join('\n')).not.toMatch(/holiday|Fair|first on|1952/);
    },
  );

  test('left out, moved and cancelled occurrences are where they are now, in order', async () => {
    const time_zone = 'Europe/Berlin';
    const found = await lines(calendarIn(time_zone), { from: '2026-11-23', to: '2026-12-20', time_zone });
    expect(found).toEqual([
      'Appointment from Monday 30 November 2026 to Wednesday 2 December 2026, all day: Fair',
      'Appointment on Wednesday 2 December 2026, all day: Company holiday',
      "Appointment on Thursday 3 December 2026, all day: Rosa's birthday",
      'Appointment on Thursday 3 December 2026, 09:30–10:00 (Europe/Berlin): Weekly',
      'Appointment on Saturday 5 December 2026, 00:30–01:00 (Europe/Berlin): Call',
      'Appointment on Wednesday 9 December 2026, 16:00–16:30 (Europe/Berlin): Weekly, moved',
    ]);
  });

  test('what was moved with all that follow is where it now is, though the server looks for it where it was', async () => {
    const source = calendarIn('Europe/Berlin');
    const on = (day: string) => lines(source, { from: day, to: day, time_zone: 'Europe/Berlin' });
    expect(await on('2027-01-23')).toEqual([
      'Appointment on Saturday 23 January 2027, 12:00 (Europe/Berlin): Choir at noon',
    ]);
    expect(await on('2027-01-19')).toEqual([
      'No appointments on 19 January 2027 (Europe/Berlin): the calendar (Work) has none',
    ]);
  });

  test.each(['Europe/Berlin', 'Asia/Tokyo', 'America/Los_Angeles'])(
    '%s: where only the tools of a server are known, nothing is said that they do not tell',
    async (time_zone) => {
      const source = calendarIn(time_zone, { withAccount: false });
      const thursday = await lines(source, { from: '2026-12-03', to: '2026-12-03', time_zone });
      expect(thursday.join('\n')).not.toMatch(/holiday|Appointment on .* 1952/);
      for (const line of thursday.filter((one) => one.includes('first'))) {
        expect(line).toContain('the calendar does not say on which of these days it is');
      }
      const wednesday = await lines(source, { from: '2026-12-02', to: '2026-12-02', time_zone });
      expect(wednesday).toContain('Appointment on Wednesday 2 December 2026, all day: Company holiday');
    },
  );

  test('an appointment that is asked for by its words is found far ahead, and others are no hits', async () => {
    const source = calendarIn('Europe/Berlin');
    const range = { from: '2026-12-04', to: '2027-12-04', time_zone: 'Europe/Berlin' };
    expect(await lines(source, { ...range, about: "Rosa's birthday" })).toEqual([
      "Appointment on Friday 3 December 2027, all day: Rosa's birthday",
    ]);
    expect(await lines(source, { ...range, about: "Ada's birthday" })).toEqual([]);
  });

  test('an event that repeats each second, at which the server itself gets lost, is told beside the others', async () => {
    const strange = await startRadicale();
    try {
      await strange.put(event('tick', 'SUMMARY:Tick', 'DTSTART:20260101T090000Z', 'RRULE:FREQ=SECONDLY'));
      await strange.add({ summary: 'Lunch', start: '20261201T120000Z', end: '20261201T130000Z' });
      const file = path.join(folder, 'strange.json');
      writeFileSync(file, JSON.stringify({ mcpServers: { calendar: strange.server } }));
      const config = readConfig({ MCP_CONFIG: file, TIME_ZONE: 'Europe/Berlin' });
      const servers = createMcpServers({ config, log: createTestLog().log });
      started.push(servers);
      const range = { from: '2026-12-01', to: '2026-12-01', time_zone: 'Europe/Berlin' };
      expect(await lines(servers.sources()[0] as Source, range)).toEqual([
        'Appointment on Tuesday 1 December 2026, 13:00–14:00 (Europe/Berlin): Lunch',
        'Not every appointment on 1 December 2026 (Europe/Berlin) is known: “Tick” repeats too often to be listed',
      ]);
    } finally {
      await strange.kill();
    }
  }, 60_000);
});
