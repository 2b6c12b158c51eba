import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { afterAll, beforeAll, beforeEach, expect, test } from 'vitest';
import { AppError } from '#lib/errors.ts';
import { documentsReady } from '#lib/server/documents-ready.ts';
import { lookAtParts } from '#lib/server/find-degraded.ts';
import { runtime } from '#lib/server/runtime.ts';
import { pageSource } from '#lib/testing/page-source.ts';
import { startTestRuntime } from '#lib/testing/runtime.ts';
import { GET } from './route.ts';

let testing: Awaited<ReturnType<typeof startTestRuntime>>;
const engine = createServer((_, response) => response.end('{}'));
beforeAll(async () => {
  testing = await startTestRuntime();
  await new Promise<void>((resolve) => engine.listen(0, '127.0.0.1', resolve));
});
afterAll(async () => {
  engine.closeAllConnections();
  engine.close();
  await testing.stop();
});
beforeEach(() => {
  const { port } = engine.address() as AddressInfo;
  Object.assign(runtime().config, { INNGEST_BASE_URL: `http://127.0.0.1:${port}`, DATA_DIR: process.cwd() });
  Object.assign(runtime(), { sources: [], readiness: async () => ({ model: 'built-in' }) });
  runtime().config.REQUIRE_KEY = false;
});

const ask = async (headers: Record<string, string> = {}) => {
  const request = new Request('http://127.0.0.1:3000/api/readyz', { headers });
  return (await GET(request, { params: Promise.resolve({}) })).json();
};
const parts = async () => (await lookAtParts()).map(({ part }) => part);

test('a product of which all parts do what they should is ready and no more', async () => {
  expect(await ask()).toEqual({ status: 'ready', degraded: [], model: 'built-in' });
});

test('an engine that is gone is told, and the product is ready all the same', async () => {
  runtime().config.INNGEST_BASE_URL = 'http://127.0.0.1:9';
  expect(await parts()).toEqual(['engine']);
});

test('a data directory that cannot be looked at is told', async () => {
  runtime().config.DATA_DIR = '/no/such/folder';
  expect(await parts()).toEqual(['disk']);
});

test('a source that failed last is told by its name, until it answers', async () => {
  runtime().sources = [pageSource([], { id: 'wiki', name: 'The wiki' })];
  const { sourceStates } = runtime();
  const signal = new AbortController().signal;
  const fail = () => Promise.reject(new AppError('source_failed', 'away'));
  await sourceStates.observe('wiki', fail, { signal }).catch(() => {});
  await expect.poll(parts).toEqual(['sources']);
  expect((await lookAtParts())[0]?.detail).toContain('The wiki');
  await sourceStates.observe('wiki', async () => [], { signal });
  await expect.poll(parts).toEqual([]);
});

const noFile = { seen: 0, read: 0, waiting: 0, unread: [] };
test.each([
  ['are still being read', noFile, null, 'The documents are still being read.'],
  ['are read in part', { ...noFile, seen: 9, read: 3, waiting: 5 }, null, 'read: 4 of 9 files by now.'],
  ['cannot be read', noFile, 'It is gone.', 'The documents cannot be read: It is gone.'],
])('while its documents %s the product is not ready, and says why', async (_, files, failure, why) => {
  const state = { ready: false, pages: 0, files, lookedAt: null, failure };
  runtime().readiness = async () => documentsReady(state);
  expect(await ask()).toMatchObject({
    status: 503,
    code: 'not_ready',
    title: 'The product is not ready yet',
    detail: expect.stringContaining(why),
  });
  runtime().readiness = async () => documentsReady({ ...state, ready: true, pages: 3 });
  expect(await ask()).toMatchObject({ status: 'ready', documents: 3, files: { ...files, unread: {} } });
});

test('where keys are asked for, who asks from elsewhere is told no more than that it is ready', async () => {
  runtime().config.REQUIRE_KEY = true;
  expect(await ask({ 'x-forwarded-for': '203.0.113.5' })).toEqual({
    status: 'ready',
    degraded: expect.any(Array),
  });
  expect(await ask({ 'x-forwarded-for': '127.0.0.1' })).toMatchObject({ model: 'built-in' });
});
