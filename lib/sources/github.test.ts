import { afterEach, beforeEach, expect, test } from 'vitest';
import { fixture, startService, type TestService } from '#lib/testing/web-service.ts';
import { githubSource } from './github.ts';
import { describeService } from './service.contract.ts';

import type { WebApiOptions } from './web-api/web-api.ts';

const key = 'ghp-secret-0123456789';
const found = fixture('github-search.json');
const readme = fixture('github-readme.json');
const make = (GITHUB_API_URL: string, options: Partial<WebApiOptions> = {}) =>
  githubSource({ GITHUB_API_URL, GITHUB_API_TOKEN: key, CONTACT: undefined }, options);

describeService({
  source: make,
  key,
  query: 'sqlite server replication',
  answer: ({ url }) => ({ body: url.includes('/readme') ? readme : found }),
  empty: () => ({ body: '{"total_count":0,"incomplete_results":false,"items":[]}' }),
  refused: { body: '{"message":"Bad credentials"}', status: 401 },
});

const { signal } = new AbortController();
let service: TestService;
beforeEach(async () => {
  service = await startService(() => ({ body: found }));
});
afterEach(() => service.stop());

test('a repository is read by its README', async () => {
  service.respond = ({ url }) => ({ body: url.includes('/readme') ? readme : found });
  const source = make(service.origin);
  const filters = { published_after: '2026-01-01' };
  const [hit] = await source.search('sqlite server', { signal, limit: 1, filters });
  const page = await source.read(hit ?? expect.fail(), { signal });
  expect(new URL(service.asked[0]?.url ?? '', service.origin).searchParams.get('q')).toBe(
    'sqlite server pushed:2026-01-01..*',
  );
  expect(service.asked[1]?.url).toBe('/repos/tides/tidelite/readme');
  expect(page).toMatchObject({ title: 'tides/tidelite', about: { published: '2026-10-28' } });
  expect(page.text).toMatch(
    /Replicates SQLite to object storage while it is written to\.[\s\S]+A restart restores/,
  );
});

test('it works without a token, and says so when it allows no more', async () => {
  service.respond = () => ({ body: '{"message":"API rate limit exceeded"}', status: 403 });
  const source = githubSource({
    GITHUB_API_URL: service.origin,
    GITHUB_API_TOKEN: undefined,
    CONTACT: undefined,
  });
  await expect(source.search('sqlite', { signal, limit: 1 })).rejects.toThrow(
    /allows no more requests for now/,
  );
  expect(service.asked[0]?.headers.authorization).toBeUndefined();
});
