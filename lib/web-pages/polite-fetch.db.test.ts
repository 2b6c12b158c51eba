import type { ServerResponse } from 'node:http';
import { afterAll, beforeAll, beforeEach, expect, test } from 'vitest';
import { fetchBytes } from '#lib/fetch-url/fetch-url.ts';
import { createLog } from '#lib/log.ts';
import { createTestDatabase } from '#lib/testing/database.ts';
import { startStopwatch } from '#lib/testing/stopwatch.ts';
import { startHttpServer, type TestServer } from '#lib/testing/web-servers.ts';
import { createHostTurns } from './host-turns.ts';
import { createPageCache } from './page-cache.ts';
import { createPoliteFetch } from './polite-fetch.ts';

const { signal } = new AbortController();
const hour = 3_600_000;
let database: Awaited<ReturnType<typeof createTestDatabase>>;
let site: TestServer;
let other: TestServer;
let clock = 0;
let asked: { url: string; tag: string | undefined; agent: string | undefined }[] = [];
let robots: (response: ServerResponse) => void;
let page: (response: ServerResponse, url: string) => void;
let atWork = 0;
let most = 0;

const text = (response: ServerResponse, words: string, headers: Record<string, string> = {}) =>
  void response.writeHead(200, { 'content-type': 'text/plain', ...headers }).end(words);

beforeAll(async () => {
  database = await createTestDatabase();
  site = await startHttpServer((request, response) => {
    const { url = '', headers } = request;
    asked.push({ url, tag: headers['if-none-match'], agent: headers['user-agent'] });
    if (url === '/robots.txt') return robots(response);
    atWork += 1;
    most = Math.max(most, atWork);
    response.on('close', () => {
      atWork -= 1;
    });
    page(response, url);
  });
  other = await startHttpServer((request, response) =>
    request.url === '/robots.txt'
      ? text(response, 'User-agent: *\nDisallow: /closed')
      : text(response, 'the other site'),
  );
});
afterAll(async () => {
  await Promise.all([site.stop(), other.stop()]);
  await database.drop();
});
beforeEach(async () => {
  asked = [];
  most = 0;
  clock = Date.parse('2026-11-29T12:00:00Z');
  robots = (response) => void response.writeHead(404).end();
  page = (response) => text(response, 'a page', { etag: '"1"' });
  await database.db.webPage.deleteMany();
});

const open = () => {
  const now = () => clock;
  const read = createPoliteFetch({
    cache: createPageCache({ db: database.db, now }),
    log: createLog('test', 'error'),
    contact: 'ops@example.org',
    now,
    turns: createHostTurns({ now, pauseMs: 1 }),
    // What is `allow`ed ends with a redirect: on loopback, an address stands for where it redirects to.
    fetch: (url, options) => {
      const landed = url.replace(`${site.origin}/moved`, other.origin);
      return fetchBytes(landed, { ...options, allow: [site.origin, other.origin] });
    },
  });
  return async (path: string) => (await read(site.origin + path, { signal })).text;
};
const pages = () => asked.filter(({ url }) => url !== '/robots.txt').map(({ url, tag }) => [url, tag]);

test('a page that robots.txt closes is not asked for, and robots.txt once for all pages', async () => {
  robots = (response) => text(response, 'User-agent: IntentUI-Research\nDisallow: /closed');
  const read = open();
  await expect(read('/closed/a')).rejects.toMatchObject({
    code: 'source_failed',
    message: expect.stringMatching(/asks programs not to read this page/),
  });
  expect(await read('/open')).toBe('a page');
  await expect(read('/closed/b')).rejects.toThrow();
  expect(asked.map(({ url }) => url)).toEqual(['/robots.txt', '/open']);
  expect(asked[0]?.agent).toBe('IntentUI-Research/0.1 (ops@example.org)');
});

test('a robots.txt that fails closes the site until it may be well again', async () => {
  robots = (response) => void response.writeHead(503).end();
  const read = open();
  await expect(read('/a')).rejects.toThrow(/robots\.txt/);
  robots = (response) => text(response, '');
  await expect(read('/a')).rejects.toThrow(/robots\.txt/);
  clock += 400_000;
  expect(await read('/a')).toBe('a page');
});

test('where a page redirects to another site, that site is asked too', async () => {
  await expect(open()('/moved/closed')).rejects.toThrow(/robots\.txt/);
  expect(await database.db.webPage.count()).toBe(0);
  expect(await open()('/moved/open')).toBe('the other site');
});

test('a page is fetched once for all processes; later it is asked whether it has changed', async () => {
  expect(await open()('/a')).toBe('a page');
  expect(await open()('/a')).toBe('a page');
  expect(pages()).toEqual([['/a', undefined]]);
  clock += 2 * hour;
  page = (response) => void response.writeHead(304).end();
  expect(await open()('/a')).toBe('a page');
  expect(await open()('/a')).toBe('a page');
  expect(pages().slice(1)).toEqual([['/a', '"1"']]);
  clock += 2 * hour;
  page = (response) => text(response, 'a changed page', { etag: '"2"' });
  expect(await open()('/a')).toBe('a changed page');
  clock += 2 * hour;
  await open()('/a');
  expect(pages().at(-1)).toEqual(['/a', '"2"']);
});

test('where a host fails the page as it was stands; where the page is gone it is not kept', async () => {
  await open()('/a');
  clock += 2 * hour;
  page = (response) => void response.writeHead(500).end();
  expect(await open()('/a')).toBe('a page');
  page = (response) => void response.writeHead(404).end();
  await expect(open()('/a')).rejects.toThrow(/404/);
  page = (response) => void response.writeHead(500).end();
  await expect(open()('/a')).rejects.toThrow(/500/);
});

test('how long a page stays as it is, its server says', async () => {
  page = (response, url) => text(response, 'x', { 'cache-control': url.slice(1) });
  for (const path of ['/no-store', '/no-cache', '/max-age=7200']) await open()(path);
  clock += 1.5 * hour;
  asked = [];
  for (const path of ['/no-store', '/no-cache', '/max-age=7200']) await open()(path);
  expect(pages().map(([url]) => url)).toEqual(['/no-store', '/no-cache']);
  expect(await database.db.webPage.count({ where: { url: { contains: 'no-store' } } })).toBe(0);
});

test('two requests at a time go to a host, whoever asks', async () => {
  page = (response) => void setTimeout(() => text(response, 'slow'), 30);
  const read = open();
  await Promise.all(['/1', '/2', '/3', '/4', '/5', '/6'].map(read));
  expect(most).toBe(2);
});

test('a host that asks for a long rest is not asked again until then', async () => {
  page = (response) => void response.writeHead(429, { 'retry-after': '120' }).end();
  const read = open();
  await expect(read('/a')).rejects.toThrow(/429/);
  await expect(read('/b')).rejects.toThrow(/asks to be left alone/);
  expect(pages()).toHaveLength(1);
  clock += 121_000;
  page = (response) => text(response, 'well');
  expect(await read('/b')).toBe('well');
});

test('a database that is away costs the page nothing', async () => {
  const broken = () => Promise.reject(new Error('away'));
  const lines: string[] = [];
  const read = createPoliteFetch({
    cache: { find: broken, store: broken, confirm: broken, drop: broken },
    log: { ...createLog('test', 'error'), warn: (line: string) => void lines.push(line) },
    fetch: (url, options) => fetchBytes(url, { ...options, allow: [site.origin] }),
  });
  expect((await read(`${site.origin}/a`, { signal })).text).toBe('a page');
  expect(lines).toHaveLength(2);
});

test('who leaves while robots.txt is slow is let go at once', async () => {
  robots = () => {};
  const leaving = new AbortController();
  const read = createPoliteFetch({
    cache: createPageCache({ db: database.db }),
    log: createLog('test', 'error'),
    fetch: (url, options) => fetchBytes(url, { ...options, allow: [site.origin] }),
  });
  const reading = read(`${site.origin}/a`, { signal: leaving.signal });
  setTimeout(() => leaving.abort(new Error('cancelled')), 20);
  const stopwatch = startStopwatch();
  await expect(reading).rejects.toThrow('cancelled');
  expect(stopwatch.ms()).toBeLessThan(1000);
});

test('what is no text keeps its bytes, fetched or kept', async () => {
  const bytes = Buffer.from([0x25, 0x50, 0x44, 0x46, 0xff, 0x00, 0xfe]);
  page = (response) => void response.writeHead(200, { 'content-type': 'application/pdf' }).end(bytes);
  const read = createPoliteFetch({
    cache: createPageCache({ db: database.db }),
    log: createLog('test', 'error'),
    fetch: (url, options) => fetchBytes(url, { ...options, allow: [site.origin] }),
  });
  for (const _ of ['fetched', 'kept']) {
    const given = await read(`${site.origin}/a.pdf`, { signal, accept: ['application/pdf'] });
    expect(given).toMatchObject({
      mediaType: 'application/pdf',
      contentType: 'application/pdf',
      body: bytes,
    });
  }
  expect(pages()).toHaveLength(1);
});
