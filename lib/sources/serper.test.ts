import { afterEach, beforeEach, expect, test } from 'vitest';
import { fixture, startService, type TestService } from '#lib/testing/web-service.ts';
import { serperSource } from './serper.ts';
import { describeService } from './service.contract.ts';
import type { Source } from './source.ts';
import type { WebApiOptions } from './web-api/web-api.ts';

const key = 'serper-secret-0123456789';
const found = fixture('serper-search.json');
const make = (SERPER_URL: string, options: Partial<WebApiOptions> = {}) =>
  serperSource({ SERPER_API_KEY: key, SERPER_URL, CONTACT: undefined }, options) as Source;

describeService({
  source: make,
  key,
  query: 'tidal power',
  answer: () => ({ body: found }),
  empty: () => ({ body: JSON.stringify({ ...JSON.parse(found), organic: [] }) }),
  refused: { body: '{"message":"Unauthorized.","statusCode":403}', status: 403 },
});

const { signal } = new AbortController();
let service: TestService;
beforeEach(async () => {
  service = await startService(() => ({ body: found }));
});
afterEach(() => service.stop());

test('it is off without a key', () => {
  expect(
    serperSource({ SERPER_API_KEY: undefined, SERPER_URL: undefined, CONTACT: undefined }),
  ).toMatchObject({
    off: 'Set SERPER_API_KEY to have it.',
  });
});

test('what it can be asked for goes into the body', async () => {
  const filters = {
    published_after: '2026-01-31',
    published_before: '2026-06-30',
    exclude_domains: ['example.com'],
    language: 'pt-BR',
  };
  const hits = await make(service.origin).search('tidal power', { signal, limit: 8, filters });
  expect(JSON.parse(service.asked[0]?.body ?? '')).toEqual({
    q: 'tidal power -site:example.com',
    num: 8,
    hl: 'pt-br',
    tbs: 'cdr:1,cd_min:1/31/2026,cd_max:6/30/2026',
  });
  expect(hits.map(({ url }) => url)).not.toContain('https://tides.example.org/');
  expect(hits[0]?.published).toBe('2026-09-14');
});
