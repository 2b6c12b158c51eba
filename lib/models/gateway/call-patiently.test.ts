import { afterEach, beforeEach, expect, test } from 'vitest';
import { createFakeGateway } from '#lib/testing/fake-gateway.ts';
import { ask, readText, startTestGateway, type TestGateway } from '#lib/testing/gateway.ts';
import { startStopwatch } from '#lib/testing/stopwatch.ts';
import type { Wait } from './call-patiently.ts';

let running: TestGateway;
beforeEach(async () => {
  running = await startTestGateway();
});
afterEach(() => running.stop());

const refused = (seconds: string, status = 429) => ({ status, headers: { 'retry-after': seconds } });
const arrivals = () => running.fake.calls.map(({ at }) => at);
const gap = (from: number, to: number) => (arrivals()[to] ?? Number.NaN) - (arrivals()[from] ?? Number.NaN);

test('a call that is asked to wait waits at least so long each time, tells it, and succeeds', async () => {
  running.fake.next([refused('1'), refused('1', 503), { text: 'At last.' }]);
  const waits: Wait[] = [];
  const model = running.gateway.model('m', { onWait: (wait) => waits.push(wait) });
  await expect(readText(model, ask('a'))).resolves.toBe('At last.');
  expect(gap(0, 1)).toBeGreaterThanOrEqual(995);
  expect(gap(1, 2)).toBeGreaterThanOrEqual(995);
  expect(waits.map(({ delaySeconds, error }) => [delaySeconds, error.code])).toEqual([
    [1, 'model_rate_limited'],
    [1, 'model_rate_limited'],
  ]);
});

test('a pause holds for every call of the model, and for no other', async () => {
  running.fake.next([refused('2')], 'one');
  const waits: Wait[] = [];
  const one = running.gateway.model('one', { onWait: (wait) => waits.push(wait) });
  const first = readText(one, ask('a'));
  await expect.poll(() => waits.length, { interval: 5 }).toBe(1);
  await readText(running.gateway.model('two'), ask('b'));
  expect(running.fake.calls.map(({ model }) => model)).toEqual(['one', 'two']);
  await Promise.all([first, readText(running.gateway.model('one'), ask('c'))]);
  expect(arrivals()).toHaveLength(4);
  for (const index of [2, 3]) expect(gap(0, index)).toBeGreaterThanOrEqual(1990);
});

test('a date is waited for like seconds', async () => {
  const now = new Date();
  const date = new Date(now.getTime() + 1000);
  running.fake.next([
    { status: 429, headers: { 'retry-after': date.toUTCString(), date: now.toUTCString() } },
    { text: 'Yes.' },
  ]);
  await expect(readText(running.gateway.model('m'), ask('a'))).resolves.toBe('Yes.');
  expect(gap(0, 1)).toBeGreaterThanOrEqual(995);
});

test('without a header the waits are 1, then 2 seconds, and never less', async () => {
  running.fake.next([{ status: 429 }, { status: 429 }, { text: 'Yes.' }]);
  const waits: Wait[] = [];
  const model = running.gateway.model('m', { onWait: (wait) => waits.push(wait) });
  await expect(readText(model, ask('a'))).resolves.toBe('Yes.');
  expect(waits.map(({ delaySeconds }) => delaySeconds)).toEqual([1, 2]);
  expect(gap(0, 1)).toBeGreaterThanOrEqual(995);
  expect(gap(1, 2)).toBeGreaterThanOrEqual(1995);
});

test('a wait that is too long is an error with its seconds, for this call and the next', async () => {
  running.fake.next([refused('90')]);
  const model = running.gateway.model('m');
  const tooLong = { code: 'model_rate_limited', retryable: true, retryAfterSeconds: 90 };
  await expect(readText(model, ask('a'))).rejects.toMatchObject(tooLong);
  await expect(readText(model, ask('b'))).rejects.toMatchObject(tooLong);
  expect(running.fake.calls).toHaveLength(1);
});

test('waits add up: a call gives up when the next wait would be too much', async () => {
  await running.stop();
  running = await startTestGateway({ maxWaitMs: 1500 });
  running.fake.next([refused('1'), refused('1')]);
  await expect(readText(running.gateway.model('m'), ask('a'))).rejects.toMatchObject({
    code: 'model_rate_limited',
    retryAfterSeconds: 1,
  });
  expect(running.fake.calls).toHaveLength(2);
});

test('an abort ends the wait at once with its reason', async () => {
  running.fake.next([refused('30')]);
  const caller = new AbortController();
  const model = running.gateway.model('m', { onWait: () => caller.abort(new Error('cancelled')) });
  const stopwatch = startStopwatch();
  await expect(readText(model, ask('a', { abortSignal: caller.signal }))).rejects.toThrow('cancelled');
  // Half of what it would have waited.
  expect(stopwatch.ms()).toBeLessThan(15_000);
});

test('an account without credit is not waited for', async () => {
  running.fake.next([{ status: 429, message: 'You exceeded your quota: insufficient_quota' }]);
  await expect(readText(running.gateway.model('m'), ask('a'))).rejects.toMatchObject({
    code: 'model_rejected',
    retryable: false,
  });
});

test('a server error is left to the step that calls', async () => {
  running.fake.next([{ status: 503 }]);
  await expect(readText(running.gateway.model('m'), ask('a'))).rejects.toMatchObject({
    code: 'model_failed',
    retryable: true,
    retryAfterSeconds: undefined,
  });
  expect(running.fake.calls).toHaveLength(1);
});

test('a server that is not there for a moment is called again, and no pause is told', async () => {
  const { fake, gateway } = running;
  await fake.stop();
  const waits: Wait[] = [];
  const reading = readText(gateway.model('m', { onWait: (wait) => waits.push(wait) }), ask('a'));
  const again = createFakeGateway({ port: Number(new URL(fake.url).port) });
  again.always({ text: 'Back.' });
  await again.start();
  await expect(reading).resolves.toBe('Back.');
  expect(waits).toEqual([]);
  await again.stop();
});
