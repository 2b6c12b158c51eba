import { afterAll, beforeAll, expect, test } from 'vitest';
import { isAppError } from '#lib/errors.ts';
import { fetchBytes } from '#lib/fetch-url/fetch-url.ts';
import { createLog } from '#lib/log.ts';
import { searxngSource } from '#lib/sources/searxng.ts';
import type { Source } from '#lib/sources/source.ts';
import { forbiddenUrls } from '#lib/testing/hostile-addresses.ts';
import { startStopwatch } from '#lib/testing/stopwatch.ts';
import { hostileAnswers } from '#lib/testing/web-answers.ts';
import { startCanary, startTcpServer } from '#lib/testing/web-servers.ts';
import { startService } from '#lib/testing/web-service.ts';
import { createPoliteFetch } from './polite-fetch.ts';

const { signal } = new AbortController();
let canary: Awaited<ReturnType<typeof startCanary>>;
beforeAll(async () => {
  canary = await startCanary();
});
afterAll(() => canary.stop());

const cache = {
  find: async () => null,
  store: async () => {},
  confirm: async () => {},
  drop: async () => {},
};
const log = createLog('test', 'error');

test('no forbidden address is connected to for a page or its robots.txt, given by hand or found by a search', async () => {
  const fetchPage = createPoliteFetch({
    cache,
    log,
    // Every name is one of this machine, and the canary's port is as good as any.
    fetch: (url, options) =>
      fetchBytes(url, {
        ...options,
        ports: [80, 443, canary.port],
        resolve: async () => ['127.0.0.1'],
        connectTimeoutMs: 500,
      }),
  });
  const urls = forbiddenUrls(canary.port);
  for (const url of urls) {
    const thrown = await fetchPage(url, { signal }).catch((reason: unknown) => reason);
    expect([url, isAppError(thrown) && thrown.code]).toEqual([url, 'source_failed']);
  }
  const results = urls.map((url) => ({ url, title: 'Found', content: '' }));
  const searx = await startService(() => ({ body: JSON.stringify({ results }) }));
  const config = { SEARXNG_URL: searx.origin, CONTACT: undefined };
  const source = searxngSource(config, { fetchPage }) as Source;
  const hits = await source.search('anything', { signal, limit: 500 });
  expect(hits.length).toBeGreaterThan(50);
  for (const hit of hits)
    await expect(source.read(hit, { signal })).rejects.toMatchObject({ code: 'source_failed' });
  expect(canary.connections()).toBe(0);
  await searx.stop();
});

test.each(hostileAnswers)(
  '$name, as a page and as robots.txt: it ends in time and in words',
  async ({ speak }) => {
    const server = await startTcpServer((socket) => void socket.once('data', () => speak(socket)));
    const fetchPage = createPoliteFetch({
      cache,
      log,
      fetch: (url, options) =>
        fetchBytes(url, {
          ...options,
          allow: [server.origin],
          timeoutMs: 1000,
          firstByteTimeoutMs: 300,
          maxBytes: 2 ** 20,
        }),
    });
    const stopwatch = startStopwatch();
    const thrown = await fetchPage(`${server.origin}/a`, { signal }).catch((reason: unknown) => reason);
    expect(isAppError(thrown) && thrown.code).toBe('source_failed');
    expect(stopwatch.ms()).toBeLessThan(10_000);
    await server.stop();
  },
);
