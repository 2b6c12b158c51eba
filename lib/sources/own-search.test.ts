import { afterEach, beforeEach, expect, test } from 'vitest';
import { WebSearchService } from '#lib/schema/web-search-service.ts';
import { fixture, startService, type TestService } from '#lib/testing/web-service.ts';
import { ownSearchSource } from './own-search.ts';
import { describeService } from './service.contract.ts';
import type { Source } from './source.ts';
import type { WebApiOptions } from './web-api/web-api.ts';

const key = 'own-secret-0123456789';
const found = fixture('brave-search.json');
const described = (origin: string, more: object = {}) =>
  WebSearchService.parse({
    name: 'Own search',
    url: `${origin}/find?q={query}&n={limit}&lang={language}&key=${key}`,
    headers: { 'x-key': key },
    results: 'web.results',
    fields: { snippet: 'description', published: 'page_age', text: 'extra_snippets' },
    ...more,
  });
const make = (origin: string, options: Partial<WebApiOptions> = {}, more: object = {}) =>
  ownSearchSource({ WEB_SEARCH: described(origin, more), CONTACT: undefined }, options) as Source;

describeService({
  source: make,
  key,
  query: 'tidal power',
  answer: () => ({ body: found }),
  empty: () => ({ body: '{"web":{"results":[]}}' }),
  refused: { body: '{}', status: 401 },
});

const { signal } = new AbortController();
let service: TestService;
beforeEach(async () => {
  service = await startService(() => ({ body: found }));
});
afterEach(() => service.stop());

test('it is off until it is described', () => {
  expect(ownSearchSource({ WEB_SEARCH: undefined, CONTACT: undefined })).toMatchObject({
    off: expect.stringContaining('WEB_SEARCH'),
  });
});

test('what is asked for stands where the address says, whatever signs it has', async () => {
  const hits = await make(service.origin).search('a&b=c #1 "x"', {
    signal,
    limit: 3,
    filters: { language: 'de' },
  });
  const { searchParams } = new URL(service.asked[0]?.url ?? '', service.origin);
  expect([
    searchParams.get('q'),
    searchParams.get('n'),
    searchParams.get('lang'),
    searchParams.get('b'),
  ]).toEqual(['a&b=c #1 "x"', '3', 'de', null]);
  expect(hits[0]).toMatchObject({ title: 'Tidal power: an overview', published: '2026-09-14' });
});

test('a body is posted with the same places in it', async () => {
  const body = { q: 'about {query}', n: '{limit}', nested: { after: '{after}' } };
  const filters = { published_after: '2026-01-01' };
  await make(service.origin, {}, { body }).search('a "quoted" word', { signal, limit: 4, filters });
  expect(JSON.parse(service.asked[0]?.body ?? '')).toEqual({
    q: 'about a "quoted" word',
    n: 4,
    nested: { after: '2026-01-01' },
  });
});

test.each([
  { url: 'ftp://a.example/{query}' },
  { url: 'https://{query}.example/' },
  { url: 'https://a:b@c.example/?q={query}' },
  { url: 'https://a.example/?q={query}', results: 'a..b' },
  { url: 'https://a.example/?q={query}', headers: { 'x-a': 'b\r\nc: d' } },
  { url: 'https://a.example/?q={query}', field: {} },
])('%j describes no search', (service) => {
  expect(WebSearchService.safeParse(service).success).toBe(false);
});
