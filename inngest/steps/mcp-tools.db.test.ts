import { spawn } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { afterAll, afterEach, beforeAll, expect, test } from 'vitest';
import { readConfig } from '#lib/config.ts';
import { ResearchResult } from '#lib/job-types/research/schema.ts';
import { createMcpServers } from '#lib/mcp/index.ts';
import { findFreePort } from '#lib/postgres/find-free-port.ts';
import type { ChatMessage } from '#lib/schema/chat-message.ts';
import type { Source } from '#lib/sources/source.ts';
import { startTestJobs, type TestJobs } from '#lib/testing/jobs.ts';
import { createTestLog } from '#lib/testing/log.ts';
import { encodedTwice, type Misbehave, startMcpServer } from '#lib/testing/mcp-http-server.ts';
import { hasRadicale, startRadicale } from '#lib/testing/radicale.ts';
import { addDays, dayOf } from '#lib/text/zoned-day.ts';

const pad = (number: number) => String(number).padStart(2, '0');
const resolve = createRequire(import.meta.url).resolve;
const hostile = path.join(import.meta.dirname, '../../lib/testing/mcp-stdio-server.ts');
const folder = mkdtempSync(path.join(tmpdir(), 'mcp-jobs-'));
const stopping: (() => Promise<unknown>)[] = [];
let jobs: TestJobs;

beforeAll(async () => {
  jobs = await startTestJobs({ retryAttempts: 0 });
});
afterEach(async () => {
  for (const stop of stopping.splice(0).reverse()) await stop();
});
afterAll(async () => {
  await jobs.stop();
  rmSync(folder, { recursive: true });
});

/** Long: where a limit is the matter, its test says how short it is; elsewhere a busy machine needs its time. */
const patience = { callMs: 30_000, startMs: 30_000, waitMs: 30_000 };

/** Lets jobs ask the tools of these servers, and nothing else. */
function useServers(mcpServers: Record<string, unknown>, settings: Record<string, string> = {}) {
  const { sources, logged } = openServers(mcpServers, settings);
  jobs.use({ config: configOf(settings), sources });
  return { logged };
}

const configOf = (settings: Record<string, string> = {}) =>
  readConfig({ MCP_CONFIG: path.join(folder, 'mcp.json'), TIME_ZONE: 'Europe/Berlin', ...settings });

/** The tools of these servers as sources. */
function openServers(
  mcpServers: Record<string, unknown>,
  settings: Record<string, string> = {},
  limits = patience,
) {
  const file = path.join(folder, 'mcp.json');
  writeFileSync(file, JSON.stringify({ mcpServers }));
  const { log, text } = createTestLog();
  const servers = createMcpServers({ config: configOf(settings), log, limits });
  stopping.push(servers.stop);
  const sources = servers.sources().filter((source): source is Source => 'search' in source);
  return { sources, logged: text };
}

/** Asks a question; answers what became of it, with every quote checked against its snapshot. */
async function ask(query: string, conversation: ChatMessage[] = []) {
  const id = await jobs.submit('research', { query, preset: 'quick', conversation });
  const row = await jobs.ended(id);
  expect(row.status).toBe('complete');
  const quotes = await jobs.db.quote.findMany({ where: { jobId: id }, include: { snapshot: true } });
  for (const { text, snapshot, startOffset, endOffset } of quotes) {
    expect(snapshot.text.slice(startOffset, endOffset)).toBe(text);
  }
  const result = ResearchResult.parse(row.result);
  const events = await jobs.events(id);
  const failures = events.flatMap((event) => (event.type === 'source-failed' ? [event.reason] : []));
  return { ...result, markdown: result.report.markdown, quotes, failures, events };
}

test.skipIf(!hasRadicale())(
  "next week's appointments are answered from the calendar, each with a quote of the event",
  async () => {
    const calendar = await startRadicale();
    stopping.push(calendar.stop);
    const today = dayOf(new Date(), 'Europe/Berlin');
    const monday = addDays(today, 7 - ((new Date(`${today}T00:00:00Z`).getUTCDay() + 6) % 7));
    const at = (days: number, time: string) => `${addDays(monday, days).replaceAll('-', '')}T${time}Z`;
    for (let day = 0; day < 7; day += 1) {
      for (const hour of [8, 10, 12, 14, 16]) {
        const [start, end] = [at(day, `${pad(hour)}0000`), at(day, `${pad(hour)}3000`)];
        await calendar.add({ summary: `Review ${day}-${hour}`, start, end, more: ['LOCATION:Room 4'] });
      }
    }
    await calendar.add({ summary: 'Too late', start: at(8, '090000'), end: at(8, '100000') });
    const handbook = path.join(folder, 'handbook.md');
    writeFileSync(handbook, '# Appointments\n\nAppointments next week are what people have to plan.\n');
    useServers({
      calendar: calendar.server,
      files: {
        command: process.execPath,
        args: [resolve('@modelcontextprotocol/server-filesystem/dist/index.js'), folder],
        tools: [{ name: 'read_text_file', arguments: { path: handbook } }],
      },
    });

    const { plan, report, markdown, quotes, failures } = await ask('What appointments do I have next week?');
    expect(plan.time_range).toEqual({
      from: monday,
      to: addDays(monday, 6),
      time_zone: 'Europe/Berlin',
      words: 'next week',
    });
    expect(failures).toEqual([]);
    const lines = markdown.trim().split('\n');
    expect(lines).toHaveLength(35);
    expect(lines[0]).toMatch(
      /^- Appointment on Monday \d+ \w+ \d{4}, \d\d:00–\d\d:30 \(Europe\/Berlin\): Review 0-8, at Room 4\[1\]/,
    );
    expect(lines[34]).toMatch(/Review 6-16, at Room 4\[35\]/);
    expect(report.citations).toHaveLength(35);
    expect(report.citations[0]?.url).toMatch(/^calendar:calendar\//);
    expect(quotes.map(({ text }) => text).join('\n')).toContain('Review 3-12');
    expect(markdown).not.toContain('Too late');

    const other = await ask('What do people have to plan?');
    expect(other.plan.time_range).toBeUndefined();
    expect(other.markdown).toContain('Appointments next week are what people have to plan.');
    expect(
      other.events.some((event) => event.type === 'search-started' && event.source_id.includes('calendar')),
    ).toBe(false);
  },
);

test.skipIf(!hasRadicale())(
  'days, whole days, birthdays and what follows from a question before it are asked of the calendar',
  async () => {
    const calendar = await startRadicale();
    stopping.push(calendar.stop);
    const today = dayOf(new Date(), 'Europe/Berlin');
    const plain = (day: string) => day.replaceAll('-', '');
    const words = (day: string) =>
      new Intl.DateTimeFormat('en-GB', {
        day: 'numeric',
        month: 'long',
        year: 'numeric',
        timeZone: 'UTC',
      }).format(new Date(`${day}T00:00:00Z`));
    const [holiday, birthday] = [addDays(today, 3), addDays(today, 200)];
    await calendar.add({
      summary: 'Company holiday',
      start: plain(holiday),
      end: plain(addDays(holiday, 1)),
    });
    await calendar.add({
      summary: "Rosa's birthday",
      start: `1952${plain(birthday).slice(4)}`,
      end: `1952${plain(addDays(birthday, 1)).slice(4)}`,
      more: ['RRULE:FREQ=YEARLY'],
    });
    const handbook = path.join(folder, 'birthdays.md');
    writeFileSync(handbook, '# Birthdays\n\nA birthday is celebrated with cake in the kitchen.\n');
    useServers({
      calendar: calendar.server,
      files: {
        command: process.execPath,
        args: [resolve('@modelcontextprotocol/server-filesystem/dist/index.js'), folder],
        tools: [{ name: 'read_text_file', arguments: { path: handbook } }],
      },
    });

    const on = await ask(`Do I have anything on ${words(holiday)}?`);
    expect(on.markdown).toMatch(/^- Appointment on \w+ \d+ \w+ \d{4}, all day: Company holiday\[1\]\S*$/);
    const when = await ask("When is Rosa's birthday?");
    expect(when.markdown).toMatch(
      new RegExp(`^- Appointment on \\w+ ${words(birthday)}, all day: Rosa's birthday\\[1\\]\\S*$`),
    );
    const nobody = await ask('How is a birthday celebrated?');
    expect(nobody.markdown).toContain('with cake in the kitchen');
    const other = await ask("When is Ada's birthday?");
    expect(other.markdown).not.toContain('Rosa');
    const free = await ask(`Am I free on ${words(addDays(holiday, 1))}?`);
    expect(free.markdown).toContain('No appointments on');
    const next = await ask('and the day before?', [
      { role: 'user', content: `Am I free on ${words(addDays(holiday, 1))}?` },
      { role: 'assistant', content: free.markdown },
    ]);
    expect(next.markdown).toMatch(/all day: Company holiday/);
  },
  120_000,
);

test('a question is answered by a file that the reference file server reads', async () => {
  const handbook = path.join(folder, 'handbook.md');
  writeFileSync(handbook, '# Handbook\n\n## Travel\n\nTrain tickets are booked by the office in Ulm.\n');
  useServers({
    files: {
      command: process.execPath,
      args: [resolve('@modelcontextprotocol/server-filesystem/dist/index.js'), folder],
      tools: [{ name: 'read_text_file', title: 'Handbook', arguments: { path: handbook } }],
    },
  });
  const { markdown, report } = await ask('Who books train tickets?');
  expect(markdown).toContain('Train tickets are booked by the office in Ulm.');
  expect(report.citations[0]).toMatchObject({
    source_id: 'mcp-files-read-text-file',
    url: 'mcp://files/read-text-file#1',
  });
});

test('a question is answered by the reference server over streamable HTTP', async () => {
  const port = await findFreePort();
  const entry = resolve('@modelcontextprotocol/server-everything/dist/index.js');
  const child = spawn(process.execPath, [entry, 'streamableHttp'], {
    env: { ...process.env, PORT: String(port) },
    stdio: 'ignore',
  });
  stopping.push(async () => child.kill('SIGKILL'));
  const url = `http://127.0.0.1:${port}/mcp`;
  await expect
    .poll(
      () =>
        fetch(url, { method: 'POST' }).then(
          () => true,
          () => false,
        ),
      { timeout: 30_000 },
    )
    .toBe(true);
  const weather = { name: 'get-structured-content', title: 'Weather', arguments: { location: 'Chicago' } };
  useServers({ everything: { url, tools: [weather] } });
  const { markdown, report } = await ask('What are the temperature and the conditions?');
  expect(markdown).toMatch(/temperature: \d+/);
  expect(report.citations[0]?.source_id).toBe('mcp-everything-get-structured-content');
});

const found = [
  {
    title: 'Tidal power',
    link: 'https://tides.invalid/',
    content: 'Tidal power stations use barrages with turbines.',
  },
];
const refuse =
  (status: number): Misbehave =>
  (_message, response) =>
    Boolean(response.writeHead(status, { 'retry-after': '300' }).end());

test.each([
  ['encoded twice', encodedTwice(found), undefined, 'Tidal power stations use barrages with turbines.', null],
  ['an empty list', '[]', undefined, 'Nothing was found', null],
  ['401', '', refuse(401), 'Nothing was found', 'ZAI_API_KEY was refused'],
  ['429', '', refuse(429), 'Nothing was found', 'is limiting requests (429): 300 s'],
  ['500', '', refuse(500), 'Nothing was found', 'Z.AI web search answered 500.'],
])(
  'Z.AI answers %s: the job completes, with hits or a clear reason',
  async (_, text, misbehave, says, reason) => {
    const server = await startMcpServer({ text: () => text, ...(misbehave && { misbehave }) });
    stopping.push(server.stop);
    useServers({}, { ZAI_API_KEY: 'key-of-the-test', ZAI_BASE_URL: server.origin });
    const { markdown, failures, events, report } = await ask('What do tidal power stations use?');
    expect(markdown).toContain(says);
    const titles = report.citations.map(({ title }) => title);
    expect(titles).toEqual(reason || text === '[]' ? [] : ['Tidal power (as the search describes it)']);
    if (reason === null) expect(failures).toEqual([]);
    else expect(failures.join('\n')).toContain(reason);
    expect(JSON.stringify(events)).not.toContain('key-of-the-test');
  },
);

test('servers that misbehave cost only themselves, are told, and call nothing that is not allowed', async () => {
  const calls = path.join(folder, 'calls');
  writeFileSync(calls, '');
  const openMisbehaving = (modes: Record<string, string>, limits = patience) => {
    const entryOf = (mode: string) => ({
      command: process.execPath,
      args: [hostile, mode],
      env: { CALLS: calls },
      tools: ['search'],
    });
    const entries = Object.entries(modes).map(([name, mode]) => [name, entryOf(mode)]);
    return openServers(Object.fromEntries(entries), {}, limits);
  };
  const opened = [
    openMisbehaving({ start: 'hangs at start' }, { ...patience, startMs: 1000 }),
    openMisbehaving({ call: 'hangs' }, { ...patience, callMs: 1000 }),
    openMisbehaving({
      middle: 'dies',
      large: 'large',
      schema: 'changes',
      orders: 'instructs',
      good: 'good',
    }),
  ];
  jobs.use({ config: configOf(), sources: opened.flatMap(({ sources }) => sources) });
  const { markdown, failures } = await ask('What do tidal power stations use?');
  expect(markdown).toContain('tidal power stations use barrages and turbines');
  const told = failures.join('\n');
  expect(told).toContain('start did not start within 1 s.');
  expect(told).toContain('call did not answer within 1 s');
  expect(told).toContain('middle ended');
  expect(told).toContain('The answer is too large (20 MB');
  expect(told).toContain('its schema has changed and "query" takes no text any more');
  const called = readFileSync(calls, 'utf8').trim().split('\n');
  expect(called.length).toBeGreaterThanOrEqual(6);
  expect(called.filter((line) => !line.startsWith('search '))).toEqual([]);
});
