import { afterEach, beforeEach, expect, test } from 'vitest';
import { fixture, startService, type TestService } from '#lib/testing/web-service.ts';
import { describeService } from './service.contract.ts';
import { stackExchangeSource } from './stack-exchange.ts';

import type { WebApiOptions } from './web-api/web-api.ts';

const found = fixture('stack-exchange-search.json');
const answers = fixture('stack-exchange-answers.json');
const make = (STACK_EXCHANGE_URL: string, options: Partial<WebApiOptions> = {}) =>
  stackExchangeSource({ STACK_EXCHANGE_URL, CONTACT: undefined }, options);

describeService({
  source: make,
  query: 'sqlite database locked',
  answer: ({ url }) => ({ body: url.includes('/answers') ? answers : found }),
  empty: () => ({ body: '{"items":[],"has_more":false,"quota_max":300,"quota_remaining":12}' }),
});

const { signal } = new AbortController();
let service: TestService;
beforeEach(async () => {
  service = await startService(() => ({ body: found }));
});
afterEach(() => service.stop());

test('a question is read with its best answers, the accepted one first, code as code', async () => {
  service.respond = ({ url }) => ({ body: url.includes('/answers') ? answers : found });
  const source = make(service.origin);
  const [hit] = await source.search('sqlite locked', { signal, limit: 1 });
  const page = await source.read(hit ?? expect.fail(), { signal });
  expect(page.title).toBe('SQLite: "database is locked" on a server');
  expect(page.text).toMatch(
    /## Question\n\nMy server says `database is locked`\. Why\?\n\n## Accepted answer, 12 votes\n\nSet a busy timeout:\n\n```\nPRAGMA busy_timeout = 5000;\n```\n\nThen a writer[\s\S]+## Answer, 31 votes\n\nClose your statements/,
  );
});

test('where it asks to wait before the next request, that is done', async () => {
  const times: number[] = [];
  service.respond = () => {
    times.push(performance.now());
    return { body: JSON.stringify({ ...JSON.parse(found), backoff: 1 }) };
  };
  const source = make(service.origin);
  await source.search('sqlite locked', { signal, limit: 1 });
  await source.search('sqlite crash', { signal, limit: 1 });
  expect((times[1] ?? 0) - (times[0] ?? 0)).toBeGreaterThanOrEqual(950);
});

test('a long question that no page has all words of is asked for by its first ones', async () => {
  service.respond = ({ url }) => ({
    body: url.includes('q=tables+locked+crash+recovery&') ? found : '{"items":[]}',
  });
  const hits = await make(service.origin).search('tables locked crash recovery journal vacuum', {
    signal,
    limit: 3,
  });
  expect(hits).toHaveLength(3);
});
