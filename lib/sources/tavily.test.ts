import { afterEach, beforeEach, expect, test } from 'vitest';
import { fixture, startService, type TestService } from '#lib/testing/web-service.ts';
import { describeService } from './service.contract.ts';
import type { Source } from './source.ts';
import { tavilySource } from './tavily.ts';
import type { WebApiOptions } from './web-api/web-api.ts';

const key = 'tvly-secret-0123456789';
const found = fixture('tavily-search.json');
const make = (TAVILY_URL: string, options: Partial<WebApiOptions> = {}) =>
  tavilySource({ TAVILY_API_KEY: key, TAVILY_URL, CONTACT: undefined }, options) as Source;

describeService({
  source: make,
  key,
  query: 'tidal power',
  answer: () => ({ body: found }),
  empty: () => ({ body: JSON.stringify({ ...JSON.parse(found), results: [] }) }),
  refused: { body: '{"detail":{"error":"Unauthorized: missing or invalid API key."}}', status: 401 },
});

const { signal } = new AbortController();
let service: TestService;
beforeEach(async () => {
  service = await startService(() => ({ body: found }));
});
afterEach(() => service.stop());

test('it is off without a key', () => {
  const none = { TAVILY_API_KEY: undefined, TAVILY_URL: undefined, CONTACT: undefined };
  expect(tavilySource(none)).toMatchObject({ off: 'Set TAVILY_API_KEY to have it.' });
});

test('the key goes into a header, the question and its limits into the body', async () => {
  const filters = {
    published_after: '2026-01-01',
    published_before: '2026-06-30',
    include_domains: ['example.org'],
    exclude_domains: ['example.com'],
  };
  const hits = await make(service.origin).search('tidal power', { signal, limit: 8, filters });
  const [asked] = service.asked;
  expect([asked?.method, asked?.url, asked?.headers.authorization]).toEqual([
    'POST',
    '/search',
    `Bearer ${key}`,
  ]);
  expect(JSON.parse(asked?.body ?? '')).toEqual({
    query: 'tidal power',
    max_results: 8,
    start_date: '2026-01-01',
    end_date: '2026-06-30',
    include_domains: ['example.org'],
    exclude_domains: ['example.com'],
  });
  expect(hits[1]).toMatchObject({ title: 'The barrage opens', published: '2026-09-14' });
});

test('a plan that is used up is told as that, and not asked again', async () => {
  service.respond = () => ({ body: '{"detail":{"error":"limit"}}', status: 432 });
  const tavily = make(service.origin);
  const once = () => tavily.search('tidal', { signal, limit: 5 });
  await expect(once()).rejects.toThrow('Tavily says that what TAVILY_API_KEY may use is used up.');
  await expect(once()).rejects.toMatchObject({ code: 'source_unavailable', wasAsked: false });
  expect(service.asked).toHaveLength(1);
});
