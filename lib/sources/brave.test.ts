import { afterEach, beforeEach, expect, test } from 'vitest';
import { fixture, startService, type TestService } from '#lib/testing/web-service.ts';
import { braveSource } from './brave.ts';
import { describeService } from './service.contract.ts';
import type { Source } from './source.ts';
import type { WebApiOptions } from './web-api/web-api.ts';

const key = 'BSA-secret-0123456789';
const found = fixture('brave-search.json');
const { web: _, ...nothing } = JSON.parse(found);
const make = (BRAVE_URL: string, options: Partial<WebApiOptions> = {}) =>
  braveSource({ BRAVE_API_KEY: key, BRAVE_URL, CONTACT: undefined }, options) as Source;

describeService({
  source: make,
  key,
  query: 'tidal power',
  answer: () => ({ body: found }),
  empty: () => ({ body: JSON.stringify(nothing) }),
  refused: {
    body: '{"type":"ErrorResponse","error":{"code":"SUBSCRIPTION_TOKEN_INVALID","status":422}}',
    status: 422,
  },
});

const { signal } = new AbortController();
let service: TestService;
beforeEach(async () => {
  service = await startService(() => ({ body: found }));
});
afterEach(() => service.stop());

test('it is off without a key', () => {
  const none = { BRAVE_API_KEY: undefined, BRAVE_URL: undefined, CONTACT: undefined };
  expect(braveSource(none)).toMatchObject({ off: 'Set BRAVE_API_KEY to have it.' });
});

test('its marks are no part of the words', async () => {
  const [hit] = await make(service.origin).search('tidal power', { signal, limit: 1 });
  expect(hit).toMatchObject({
    snippet: "Tidal power turns the movement of the tides into electricity. It isn't new & it isn't rare.",
    published: '2026-09-14',
  });
});

test.each([
  [{}, { q: 'tidal power' }],
  [{ published_after: '2026-01-01' }, { q: 'tidal power', freshness: '2026-01-01to2026-11-29' }],
  [{ published_before: '2026-01-01' }, { q: 'tidal power', freshness: '1970-01-01to2026-01-01' }],
  [{ language: 'ja' }, { q: 'tidal power', search_lang: 'jp' }],
  [{ language: 'pt-BR' }, { q: 'tidal power', search_lang: 'pt-br' }],
  [{ language: 'tlh' }, { q: 'tidal power' }],
  [
    { include_domains: ['a.org', 'b.org'], exclude_domains: ['c.org'] },
    { q: 'tidal power (site:a.org OR site:b.org) -site:c.org' },
  ],
])('what it can be asked for goes into the request: %j', async (filters, expected) => {
  const now = () => Date.parse('2026-11-29T12:00:00Z');
  await make(service.origin, { now }).search('tidal power', { signal, limit: 30, filters });
  const [asked] = service.asked;
  const parameters = Object.fromEntries(new URL(asked?.url ?? '', service.origin).searchParams);
  expect(parameters).toEqual({ count: '20', result_filter: 'web', ...expected });
  expect(asked?.headers['x-subscription-token']).toBe(key);
});

test('where a page cannot be read, all that the search says of it stands for it, and the title says so', async () => {
  const brave = braveSource(
    { BRAVE_API_KEY: key, BRAVE_URL: service.origin, CONTACT: undefined },
    { fetchPage: () => Promise.reject(new Error('403')) },
  ) as Source;
  const [hit] = await brave.search('tidal power', { signal, limit: 1 });
  const page = await brave.read(hit ?? expect.fail(), { signal });
  expect(page).toMatchObject({
    title: 'Tidal power: an overview (as the search describes it)',
    text: expect.stringMatching(/isn't rare\.\n\nBarrages, streams and lagoons/),
    about: { published: '2026-09-14' },
  });
});
