import { afterAll, beforeAll, expect, test } from 'vitest';
import { AppError } from '#lib/errors.ts';
import { Problem } from '#lib/schema/problem.ts';
import { SourceList, SourceTrial } from '#lib/schema/source.ts';
import { runtime, setRuntime } from '#lib/server/runtime.ts';
import { watchSource } from '#lib/server/watch-source.ts';
import type { Source } from '#lib/sources/source.ts';
import { startTestRuntime } from '#lib/testing/runtime.ts';
import { POST } from './[id]/try/route.ts';
import { GET } from './route.ts';

const origin = 'http://127.0.0.1:3000';
let started: Awaited<ReturnType<typeof startTestRuntime>>;
const ranges: unknown[] = [];

const hit = { url: 'https://a.example/', title: 'A', snippet: 'word '.repeat(100), score: 1, passages: [] };
const source = (id: string, search: Source['search'], rest: Partial<Source> = {}): Source => ({
  id,
  name: id.toUpperCase(),
  search,
  read: async () => ({ url: '', title: '', text: '' }),
  ...rest,
});
const sources = [
  source('well', async (_, { limit }) => Array(limit).fill(hit)),
  source('prose', async () => [{ ...hit, snippet: 'See `x`:\n\n```ts\ncode' }]),
  source('down', async () => {
    throw new AppError('source_failed', 'It is down.');
  }),
  source('broken', async () => {
    throw new Error('secret');
  }),
  source(
    'calendar',
    async (_, { timeRange }) => {
      ranges.push(timeRange);
      return [];
    },
    { kind: 'calendar', suits: 'times' },
  ),
];

beforeAll(async () => {
  started = await startTestRuntime();
  const { sourceStates } = runtime();
  setRuntime({
    ...runtime(),
    sources: sources.map((one) => watchSource(one, sourceStates)),
    sourcesOff: [{ id: 'zai', name: 'Z.AI', off: 'Set ZAI_API_KEY.' }],
  });
});
afterAll(() => started.stop());

const ask = (id: string, body: unknown, headers: Record<string, string> = {}) =>
  POST(
    new Request(`${origin}/api/v1/sources/${id}/try`, {
      method: 'POST',
      headers: { 'content-type': 'application/json', ...headers },
      body: JSON.stringify(body),
    }),
    { params: Promise.resolve({ id }) },
  );
const list = async () => {
  const response = await GET(new Request(`${origin}/api/v1/sources`), { params: Promise.resolve({}) });
  return SourceList.parse(await response.json()).data;
};

test('sources that were never asked have no past, and one that is off says what to do', async () => {
  const data = await list();
  expect(data[0]).toEqual({
    id: 'well',
    name: 'WELL',
    kind: 'web',
    state: 'on',
    reason: null,
    last_used_at: null,
    last_error: null,
    latency_ms: null,
  });
  expect(data.at(-2)).toMatchObject({ id: 'zai', state: 'off', reason: 'Set ZAI_API_KEY.' });
  expect(data.at(-1)).toMatchObject({ id: 'zai-vision', kind: 'pictures', state: 'off' });
});

test('trying a source answers its best hits, short, and is seen in the list', async () => {
  const response = await ask('well', { query: 'q' });
  expect(response.status).toBe(200);
  const trial = SourceTrial.parse(await response.json());
  expect(trial).toMatchObject({ error: null, hits: Array(5).fill({ url: hit.url, title: 'A' }) });
  expect(trial.hits[0]?.snippet).toMatch(/^word word .*…$/);
  const code = SourceTrial.parse(await (await ask('prose', { query: 'q' })).json());
  expect(code.hits[0]?.snippet).toBe('See `x`:');
  const [state] = await list();
  expect(Date.parse(state?.last_used_at ?? '')).toBeGreaterThan(Date.now() - 60_000);
  expect(state?.latency_ms).toBeGreaterThanOrEqual(0);
  expect(state?.last_error).toBeNull();
});

test('a source that fails answers its reason, which the list keeps', async () => {
  const response = await ask('down', { query: 'q' });
  expect(response.status).toBe(200);
  expect(SourceTrial.parse(await response.json())).toMatchObject({ hits: [], error: 'It is down.' });
  const state = (await list()).find(({ id }) => id === 'down');
  expect(state?.last_error?.message).toBe('It is down.');
  expect(state?.latency_ms).toBeNull();
});

test('a calendar is asked for this week and the next', async () => {
  await ask('calendar', { query: 'q' });
  const [range] = ranges as { from: string; to: string }[];
  const [from, to] = [Date.parse(range?.from ?? ''), Date.parse(range?.to ?? '')];
  expect(to - from).toBe(13 * 86_400_000);
  expect(new Date(from).getUTCDay()).toBe(1);
  expect(Date.now()).toBeGreaterThan(from - 86_400_000);
});

test('what is off, unknown, not well asked or from another page is refused', async () => {
  const off = await ask('zai', { query: 'q' });
  expect(off.status).toBe(409);
  expect(Problem.parse(await off.json())).toMatchObject({ code: 'source_off', detail: 'Set ZAI_API_KEY.' });
  expect((await ask('nobody', { query: 'q' })).status).toBe(404);
  expect((await ask('well', { query: ' ' })).status).toBe(400);
  expect((await ask('well', { query: 'q', more: 1 })).status).toBe(400);
  expect((await ask('well', { query: 'q' }, { origin: 'http://evil.example' })).status).toBe(403);
  const broken = await ask('broken', { query: 'q' });
  expect(broken.status).toBe(500);
  expect(await broken.text()).not.toContain('secret');
});
