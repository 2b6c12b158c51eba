import { afterEach, beforeEach, expect, test } from 'vitest';
import { ask, deltas, readText, startTestGateway, type TestGateway } from '#lib/testing/gateway.ts';

const timeouts = { firstByteTimeoutMs: 400, idleTimeoutMs: 200 };
let running: TestGateway;
beforeEach(async () => {
  running = await startTestGateway(timeouts);
});
afterEach(() => running.stop());

const closedAt = () => expect.poll(() => running.fake.calls[0]?.closedByClientAt, { interval: 5 });

test('a model that sends no first byte in time has failed, and its connection is closed', async () => {
  running.fake.next([{ hangAfter: 0 }]);
  const start = performance.now();
  await expect(readText(running.gateway.model('m'), ask('a'))).rejects.toMatchObject({
    code: 'model_failed',
    retryable: true,
    message: 'The model has said nothing for 0.4 seconds.',
  });
  expect(performance.now() - start).toBeGreaterThanOrEqual(395);
  await closedAt().not.toBeNull();
});

test('a model that falls silent in its answer has failed, and its connection is closed', async () => {
  running.fake.next([{ text: 'One two three.', hangAfter: 2 }]);
  await expect(readText(running.gateway.model('m'), ask('a'))).rejects.toMatchObject({
    code: 'model_cut_off',
    message: 'The model has said nothing for 0.2 seconds.',
    details: { text: 'One two' },
  });
  await closedAt().not.toBeNull();
});

test('a slow model that keeps writing is waited for longer than any time-out', async () => {
  const patient = await startTestGateway({ firstByteTimeoutMs: 3_000, idleTimeoutMs: 3_000 });
  patient.fake.next([{ text: 'a b c d e f g h', tokenDelayMs: 500 }]);
  const start = performance.now();
  await expect(readText(patient.gateway.model('m'), ask('a'))).resolves.toBe('a b c d e f g h');
  expect(performance.now() - start).toBeGreaterThan(3_500);
  await patient.stop();
});

test('a model that begins and then thinks in silence is given the time of a first byte', async () => {
  const patient = await startTestGateway({ firstByteTimeoutMs: 10_000, idleTimeoutMs: 200 });
  patient.fake.next([{ text: 'Yes.', tokenDelayMs: 800 }]);
  await expect(readText(patient.gateway.model('m'), ask('a'))).resolves.toBe('Yes.');
  await patient.stop();
});

test('a slow reader is no silent model', async () => {
  const text = 'word '.repeat(60);
  running.fake.next([{ text, tokenDelayMs: 2 }]);
  const stream = deltas(running.gateway.model('m'), ask('a'));
  let read = (await stream.next()).value ?? '';
  await new Promise((resolve) => setTimeout(resolve, 2 * timeouts.idleTimeoutMs));
  for await (const delta of stream) read += delta;
  expect(read).toBe(text);
});

test.each([
  ['before the first byte', 0],
  ['within the answer', 2],
])(
  'an abort %s closes the connection, long before its time is over, and throws its reason',
  async (_when, hangAfter) => {
    await running.stop();
    const longMs = 40_000;
    running = await startTestGateway({ firstByteTimeoutMs: longMs, idleTimeoutMs: longMs });
    running.fake.next([{ text: 'One two three.', hangAfter }]);
    const caller = new AbortController();
    const reason = new Error('the job was cancelled');
    const reading = readText(running.gateway.model('m'), ask('a', { abortSignal: caller.signal }));
    reading.catch(() => {});
    await expect.poll(() => running.fake.calls[0]?.outputTokens, { interval: 5 }).toBe(hangAfter);
    const abortedAt = performance.now();
    caller.abort(reason);
    await expect(reading).rejects.toBe(reason);
    await closedAt().not.toBeNull();
    expect((running.fake.calls[0]?.closedByClientAt ?? Number.NaN) - abortedAt).toBeLessThan(longMs / 4);
  },
);

test('a call with a signal that has already aborted reaches nobody', async () => {
  const call = ask('a', { abortSignal: AbortSignal.abort(new Error('too late')) });
  await expect(readText(running.gateway.model('m'), call)).rejects.toThrow('too late');
  expect(running.fake.calls).toEqual([]);
});
