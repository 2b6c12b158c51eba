import { afterEach, beforeEach, expect, test } from 'vitest';
import { fixture, startService, type TestService } from '#lib/testing/web-service.ts';
import { exaSource } from './exa.ts';
import { describeService } from './service.contract.ts';
import type { Source } from './source.ts';
import type { WebApiOptions } from './web-api/web-api.ts';

const key = 'exa-secret-0123456789';
const found = fixture('exa-search.json');
const make = (EXA_URL: string, options: Partial<WebApiOptions> = {}) =>
  exaSource({ EXA_API_KEY: key, EXA_URL, CONTACT: undefined }, options) as Source;

describeService({
  source: make,
  key,
  query: 'tidal power',
  answer: () => ({ body: found }),
  empty: () => ({ body: JSON.stringify({ ...JSON.parse(found), results: [] }) }),
  refused: { body: '{"error":"invalid API key"}', status: 401 },
});

const { signal } = new AbortController();
let service: TestService;
beforeEach(async () => {
  service = await startService(() => ({ body: found }));
});
afterEach(() => service.stop());

test('it is off without a key', () => {
  expect(exaSource({ EXA_API_KEY: undefined, EXA_URL: undefined, CONTACT: undefined })).toMatchObject({
    off: 'Set EXA_API_KEY to have it.',
  });
});

test('what it can be asked for goes into the body, the key into a header', async () => {
  const filters = {
    published_after: '2026-01-01',
    published_before: '2026-06-30',
    include_domains: ['example.org'],
    exclude_domains: ['example.com'],
  };
  const hits = await make(service.origin).search('tidal power', { signal, limit: 8, filters });
  const [asked] = service.asked;
  expect([asked?.url, asked?.headers['x-api-key']]).toEqual(['/search', key]);
  expect(JSON.parse(asked?.body ?? '')).toEqual({
    query: 'tidal power',
    type: 'auto',
    numResults: 8,
    contents: { highlights: true },
    startPublishedDate: '2026-01-01T00:00:00.000Z',
    endPublishedDate: '2026-06-30T23:59:59.999Z',
    includeDomains: ['example.org'],
    excludeDomains: ['example.com'],
  });
  expect(hits[0]).toMatchObject({
    published: '2026-09-14',
    snippet: expect.stringMatching(/^Tidal power turns/),
  });
});
