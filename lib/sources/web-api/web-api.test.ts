import type { RequestListener } from 'node:http';
import { afterEach, expect, test } from 'vitest';
import { findFreePort } from '#lib/postgres/find-free-port.ts';
import { startHttpServer, type TestServer } from '#lib/testing/web-servers.ts';
import { createWebApi, type WebApiOptions } from './web-api.ts';

const servers: TestServer[] = [];
afterEach(async () => {
  await Promise.all(servers.splice(0).map((server) => server.stop()));
});

async function serve(listener: RequestListener): Promise<TestServer> {
  const server = await startHttpServer(listener);
  servers.push(server);
  return server;
}

const { signal } = new AbortController();
const asking = { accept: ['application/json'], signal };
const apiAt = (configuredUrl: string, options: Partial<WebApiOptions> = {}) =>
  createWebApi({
    name: 'Library',
    publicUrl: 'https://library.example.org',
    configuredUrl,
    atOnce: 1,
    ...options,
  });

/** An address on which nobody listens. */
const closedAddress = async () => `http://127.0.0.1:${await findFreePort()}`;

test('a service without a connection is told in words, skipped for a minute, and asked again after it', async () => {
  let time = 0;
  const api = apiAt(await closedAddress(), { now: () => time });
  const first = api.get('/', asking);
  await expect(first).rejects.toMatchObject({
    code: 'source_unavailable',
    message: 'Library could not be reached.',
    nextTryAt: new Date(60_000),
    retryable: false,
  });
  time = 20_000;
  await expect(api.get('/', asking)).rejects.toMatchObject({
    code: 'source_unavailable',
    message: 'Library was not asked: Library could not be reached.',
    nextTryAt: new Date(60_000),
  });
  time = 60_000;
  await expect(api.get('/', asking)).rejects.toMatchObject({
    message: 'Library could not be reached.',
    nextTryAt: new Date(120_000),
  });
});

test('a public address is not taken for the one that the operator configured', async () => {
  let asked = 0;
  const server = await serve((_request, response) => {
    asked += 1;
    response.setHeader('content-type', 'application/json').end('{}');
  });
  const api = createWebApi({ name: 'Library', publicUrl: server.origin, atOnce: 1 });
  await expect(api.get('/', asking)).rejects.toMatchObject({ code: 'source_failed' });
  expect(asked).toBe(0);
  expect(await apiAt(server.origin).get('/', asking)).toBe('{}');
});

test('those who wait for their turn when the connection fails are answered at once, without a request', async () => {
  const api = apiAt(await closedAddress(), { pauseMs: 60_000 });
  const answers = await Promise.allSettled([1, 2, 3, 4].map(() => api.get('/', asking)));
  const reasons = answers.map((answer) => (answer.status === 'rejected' ? answer.reason.message : ''));
  expect(reasons.filter((reason) => reason.startsWith('Library was not asked'))).toHaveLength(3);
});

test('a fault is passed on with its reason, and three in a row lead to a pause; an answer starts the count again', async () => {
  let status = 500;
  let asked = 0;
  const server = await serve((_request, response) => {
    asked += 1;
    response.writeHead(status, { 'content-type': 'application/json' }).end('{}');
  });
  const api = apiAt(server.origin, { now: () => 0 });
  const failure = () => api.get('/', asking).catch((thrown) => thrown);
  for (const code of ['source_failed', 'source_failed']) expect(await failure()).toMatchObject({ code });
  status = 200;
  await api.get('/', asking);
  status = 500;
  for (const code of ['source_failed', 'source_failed', 'source_unavailable']) {
    const error = await failure();
    expect([error.code, error.message]).toEqual([
      code,
      expect.stringMatching(/answered 500 Internal Server Error/),
    ]);
  }
  expect(asked).toBe(6);
  expect(await failure()).toMatchObject({ code: 'source_unavailable' });
  expect(asked).toBe(6);
});

test('a short Retry-After is told to the caller; after a long one the service is left alone that long', async () => {
  let time = 0;
  let retryAfter = '5';
  let asked = 0;
  const server = await serve((_request, response) => {
    asked += 1;
    response.writeHead(429, { 'retry-after': retryAfter }).end();
  });
  const api = apiAt(server.origin, { now: () => time });
  const failure = () => api.get('/', asking).catch((thrown) => thrown);
  expect(await failure()).toMatchObject({ code: 'source_failed', retryAfterSeconds: 5 });
  retryAfter = '300';
  expect(await failure()).toMatchObject({
    code: 'source_unavailable',
    message: 'Library asks to be left alone.',
  });
  time = 299_000;
  await failure();
  expect(asked).toBe(2);
  time = 300_000;
  await failure();
  expect(asked).toBe(3);
});

test('requests never overlap beyond the limit, and pause between them', async () => {
  let atWork = 0;
  let most = 0;
  const starts: number[] = [];
  const server = await serve((_request, response) => {
    atWork += 1;
    most = Math.max(most, atWork);
    starts.push(performance.now());
    setTimeout(() => {
      atWork -= 1;
      response.setHeader('content-type', 'application/json').end('{}');
    }, 20);
  });
  const api = apiAt(server.origin, { atOnce: 1, pauseMs: 60 });
  await Promise.all([1, 2, 3].map(() => api.get('/', asking)));
  expect(most).toBe(1);
  const gaps = starts.slice(1).map((start, index) => start - (starts[index] ?? 0));
  expect(Math.min(...gaps)).toBeGreaterThanOrEqual(75);
});

test('who waits for a turn can leave, and the next moves up; too many are sent away', async () => {
  let release: (() => void)[] = [];
  const server = await serve((_request, response) => {
    release.push(() => response.setHeader('content-type', 'application/json').end('{}'));
  });
  const api = apiAt(server.origin);
  const leaving = new AbortController();
  const first = api.get('/first', asking);
  await expect.poll(() => release.length).toBe(1);
  const left = api.get('/left', { ...asking, signal: leaving.signal });
  const next = api.get('/next', asking);
  leaving.abort(new Error('cancelled'));
  await expect(left).rejects.toThrow('cancelled');
  const others = Array.from({ length: 11 }, () => api.get('/more', asking));
  await expect(api.get('/', asking)).rejects.toMatchObject({ code: 'source_unavailable' });
  const finishing = setInterval(() => {
    for (const answer of release) answer();
    release = [];
  }, 5);
  expect(await Promise.all([first, next, ...others])).toHaveLength(13);
  clearInterval(finishing);
});

test('the service learns who asks, and how to reach them where the operator says so', async () => {
  const agents: string[] = [];
  const server = await serve((request, response) => {
    agents.push(request.headers['user-agent'] ?? '');
    response.setHeader('content-type', 'application/json').end('{}');
  });
  await apiAt(server.origin).get('/', asking);
  await apiAt(server.origin, { contact: 'ops@example.org' }).get('/', asking);
  expect(agents).toEqual([
    expect.stringMatching(/^IntentUI-Research\/[\d.]+ \(/),
    expect.stringMatching(/\(ops@example\.org\)$/),
  ]);
});
