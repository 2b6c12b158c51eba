import { afterEach, beforeEach, expect, test } from 'vitest';
import { fixture, startService, type TestService } from '#lib/testing/web-service.ts';
import { searxngSource } from './searxng.ts';
import { describeService } from './service.contract.ts';
import type { Source } from './source.ts';
import type { WebApiOptions } from './web-api/web-api.ts';

const found = fixture('searxng-search.json');
const nothing = JSON.stringify({ ...JSON.parse(found), results: [], unresponsive_engines: [] });
const make = (origin: string, options: Partial<WebApiOptions> = {}) =>
  searxngSource({ SEARXNG_URL: `${origin}/`, CONTACT: undefined }, options) as Source;

describeService({
  source: make,
  query: 'tidal power',
  answer: () => ({ body: found }),
  empty: () => ({ body: nothing }),
});

const { signal } = new AbortController();
let service: TestService;
beforeEach(async () => {
  service = await startService(() => ({ body: found }));
});
afterEach(() => service.stop());

test('it is off without an address, and says what the address has to offer', () => {
  expect(searxngSource({ SEARXNG_URL: undefined, CONTACT: undefined })).toMatchObject({
    off: expect.stringMatching(/SEARXNG_URL.*json/),
  });
});

test('a page that several engines found is one hit, with its day', async () => {
  const hits = await make(service.origin).search('tidal power', { signal, limit: 8 });
  expect(hits.map(({ url, published }) => [url, published])).toEqual([
    ['https://energy.example.org/tidal/overview', '2026-09-14'],
    ['https://www.harbour.example.com/news/barrage-opens', undefined],
    ['https://wiki.example.net/Tidal_stream_generator', undefined],
  ]);
});

test.each([
  [{ published_after: '2026-11-29' }, { time_range: 'day' }],
  [{ published_after: '2026-11-25' }, { time_range: 'week' }],
  [{ published_after: '2026-11-10' }, { time_range: 'month' }],
  [{ published_after: '2026-01-10' }, { time_range: 'year' }],
  [{ published_after: '2020-01-01' }, {}],
  [{ language: 'de' }, { language: 'de' }],
  [{ include_domains: ['example.org'] }, { q: 'tidal power site:example.org' }],
])('what it can be asked for goes into the request: %j', async (filters, expected) => {
  const now = () => Date.parse('2026-11-29T12:00:00Z');
  await make(service.origin, { now }).search('tidal power', { signal, limit: 5, filters });
  const parameters = Object.fromEntries(new URL(service.asked[0]?.url ?? '', service.origin).searchParams);
  expect(parameters).toEqual({ q: 'tidal power', format: 'json', ...expected });
});

test('a domain that no engine can be asked for is not asked for the second time', async () => {
  service.respond = ({ url }) => ({ body: url.includes('site%3A') ? nothing : found });
  const filters = { include_domains: ['example.net'] };
  const hits = await make(service.origin).search('tidal power', { signal, limit: 5, filters });
  expect([service.asked.length, hits.length]).toEqual([2, 3]);
});

test('nothing found while engines were silent is a failure, not an answer', async () => {
  const silent = { ...JSON.parse(found), results: [] };
  service.respond = () => ({ body: JSON.stringify(silent) });
  await expect(make(service.origin).search('tidal', { signal, limit: 5 })).rejects.toThrow(
    /not all of its engines answered/,
  );
});

test('one that does not allow json is told how to mend it', async () => {
  service.respond = () => ({ body: 'Forbidden', type: 'text/html', status: 403 });
  await expect(make(service.origin).search('tidal', { signal, limit: 5 })).rejects.toThrow(
    /add json to search\.formats/,
  );
});
