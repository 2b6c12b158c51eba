import { mkdtempSync, readdirSync, rmSync, utimesSync, writeFileSync } from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { readConfig } from '#lib/config.ts';
import { createLog } from '#lib/log.ts';
import { startStopwatch } from '#lib/testing/stopwatch.ts';
import { startVisionApi, tinyPng } from '#lib/testing/vision-api.ts';
import { createVision, type Vision } from './create-vision.ts';

const key = '0123456789abcdef.ZyXwVu';
const log = createLog('test', 'error');
const folder = mkdtempSync(path.join(os.tmpdir(), 'intentui-vision-'));
const picture = { type: 'png', bytes: tinyPng } as const;
const { signal } = new AbortController();
let api: Awaited<ReturnType<typeof startVisionApi>>;
let vision: Vision;

const visionWith = (env: Record<string, string>) =>
  createVision({ config: readConfig({ DATA_DIR: folder, ZAI_BASE_URL: api.url, ...env }), log });
beforeAll(async () => {
  api = await startVisionApi();
  vision = visionWith({ ZAI_API_KEY: key });
});
afterAll(async () => {
  await vision.stop();
  await api.stop();
  rmSync(folder, { recursive: true });
});
const look = (over: Partial<Parameters<Vision['look']>[0]> = {}) =>
  vision.look({ picture, question: 'How many bars are there?', signal, ...over });

test('without a key it is off and says what to do; so it is with one that the server would refuse', async () => {
  for (const env of [{}, { ZAI_API_KEY: 'my-API-token' }] as Record<string, string>[]) {
    const off = visionWith(env);
    expect(off.off).toMatch(/ZAI_API_KEY|another/);
    await expect(off.look({ picture, question: 'q', signal })).rejects.toMatchObject({
      code: 'source_unavailable',
      message: off.off,
    });
  }
});

test('without its package it is off and says how to install it', async () => {
  const config = readConfig({ DATA_DIR: folder, ZAI_BASE_URL: api.url, ZAI_API_KEY: key });
  const off = createVision({ config, log, packages: folder });
  expect(off.off).toContain('npm install --no-save @z_ai/mcp-server');
  await expect(off.look({ picture, question: 'q', signal })).rejects.toMatchObject({ message: off.off });
});

test('the real server sends the picture and the question to the API, and its answer comes back clean', async () => {
  api.answer({
    text: '## Sales\n\nThree [bars](https://evil.example/x) are shown.\u0007 ![x](http://e.example/p.png)',
  });
  expect(vision.off).toBeNull();
  expect(await look()).toBe('## Sales\n\nThree bars are shown.');
  const [request] = api.requests.splice(0);
  expect(request).toMatchObject({ path: '/api/paas/v4/chat/completions', authorization: `Bearer ${key}` });
  const sent = JSON.stringify(request?.body);
  expect(sent).toContain(`data:image/png;base64,${tinyPng.toString('base64')}`);
  expect(sent).toContain('How many bars are there?');
});

test('words that take seconds to clean stop nobody else meanwhile', async () => {
  api.answer({ text: 'A picture. ' });
  await look();
  api.answer({ text: '*a_ '.repeat(5000) });
  const stopwatch = startStopwatch();
  expect(await look()).toContain('a_');
  expect(stopwatch.longestMs()).toBeLessThan(1000);
}, 60_000);

test('no picture is left behind, whether it was looked at or not', async () => {
  api.answer({ status: 400, text: 'no' });
  await expect(look()).rejects.toMatchObject({ code: 'source_failed', message: 'Z.AI answered 400.' });
  expect(readdirSync(path.join(folder, 'pictures'))).toEqual([]);
});

test('what a killed process left behind is removed with the next picture', async () => {
  const old = path.join(folder, 'pictures', 'left.png');
  writeFileSync(old, tinyPng);
  utimesSync(old, 0, 0);
  api.answer({ text: 'A picture.' });
  await look();
  expect(readdirSync(path.join(folder, 'pictures'))).toEqual([]);
});

test('a refused key is told as that, without the key', async () => {
  api.answer({ status: 401, text: `bad ${key}` });
  await expect(look()).rejects.toMatchObject({
    code: 'source_unavailable',
    message: 'ZAI_API_KEY was refused.',
  });
});

test('an API that is silent holds nobody who has left', async () => {
  api.answer({ hangs: true });
  api.requests.splice(0);
  const leaving = new AbortController();
  const looking = look({ signal: leaving.signal });
  await expect.poll(() => api.requests.length, { timeout: 30_000 }).toBe(1);
  leaving.abort(new Error('left'));
  await expect(looking).rejects.toThrow('left');
});
