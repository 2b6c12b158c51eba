import { afterEach, beforeEach, expect, test } from 'vitest';
import { fixture, startService, type TestService } from '#lib/testing/web-service.ts';
import { hackerNewsSource } from './hacker-news.ts';
import { describeService } from './service.contract.ts';

import type { WebApiOptions } from './web-api/web-api.ts';

const found = fixture('hacker-news-search.json');
const thread = fixture('hacker-news-item.json');
const make = (HACKER_NEWS_URL: string, options: Partial<WebApiOptions> = {}) =>
  hackerNewsSource({ HACKER_NEWS_URL, CONTACT: undefined }, options);

describeService({
  source: make,
  query: 'sqlite server',
  answer: ({ url }) => ({ body: url.includes('/items/') ? thread : found }),
  empty: () => ({ body: JSON.stringify({ ...JSON.parse(found), hits: [] }) }),
});

const { signal } = new AbortController();
let service: TestService;
beforeEach(async () => {
  service = await startService(() => ({ body: found }));
});
afterEach(() => service.stop());

test('days go into its filter, and stories that nobody spoke of are left out', async () => {
  const filters = { published_after: '2026-01-01', published_before: '2026-01-02' };
  await make(service.origin).search('sqlite server', { signal, limit: 8, filters });
  expect(new URL(service.asked[0]?.url ?? '', service.origin).searchParams.get('numericFilters')).toBe(
    'num_comments>=3,created_at_i>=1767225600,created_at_i<=1767398399',
  );
});

test('a story is read with what was said of it', async () => {
  service.respond = ({ url }) => ({ body: url.includes('/items/') ? thread : found });
  const source = make(service.origin);
  const [hit] = await source.search('sqlite server', { signal, limit: 1 });
  const page = await source.read(hit ?? expect.fail(), { signal });
  expect(service.asked.at(-1)?.url).toBe('/api/v1/items/41000001');
  expect(page.text).toMatch(
    /^# SQLite on the server: five years later\n\n## Comments\n\nWrites stalled at 200 a second until we set `busy_timeout`\.\n\nSince then: nothing\.\n\nWe took a lock/,
  );
});

test('of a long thread it is said that more was said', async () => {
  const said = (text: string) => ({ text, children: [] });
  const read = async (count: number) => {
    const children = Array.from({ length: count }, (_, at) => said(`Comment <i>${100 + at}</i>`));
    service.respond = ({ url }) => ({
      body: url.includes('/items/') ? JSON.stringify({ title: 'Pumps', children }) : found,
    });
    const source = make(service.origin);
    const [hit] = await source.search('sqlite server', { signal, limit: 1 });
    return source.read(hit ?? expect.fail(), { signal });
  };
  const cut = await read(70);
  expect(cut.text).toContain('Comment 159');
  expect(cut.text).not.toContain('Comment 160');
  expect(cut.about?.cut_from).toBe(cut.text.length + 10 * 'Comment 160'.length);
  expect((await read(60)).about?.cut_from).toBeUndefined();
});
