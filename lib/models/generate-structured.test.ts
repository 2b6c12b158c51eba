import { afterEach, beforeEach, expect, test } from 'vitest';
import { z } from 'zod';
import { createMemoryStore } from '#lib/testing/call-store.ts';
import { startTestGateway, type TestGateway } from '#lib/testing/gateway.ts';
import { generateStructured } from './generate-structured.ts';
import { recordCalls } from './record-calls.ts';
import { createStepCalls } from './step-calls.ts';

let running: TestGateway;
let store: ReturnType<typeof createMemoryStore>;
beforeEach(async () => {
  running = await startTestGateway();
  store = createMemoryStore();
});
afterEach(() => running.stop());

const inNewRun = () =>
  recordCalls(running.gateway.model('m'), {
    calls: createStepCalls({ store, step: 'plan' }),
    role: 'planner',
    modelId: 'm',
  });
const count = (model = inNewRun(), prompt = 'How many?') =>
  generateStructured({
    model,
    schema: z.object({ count: z.number() }),
    instructions: 'Count.',
    prompt,
    builtin: { task: 'plan' },
    parseText: (text) => ({ count: Number(/[0-9]+/.exec(text)?.[0] ?? Number.NaN) }),
  });
const good = { text: '{"count": 3}' };
const prose = { text: 'Many, I think.' };

test('a second answer that tells its fault is asked for, and both are given again when the step runs again', async () => {
  running.fake.next([prose, good]);
  await expect(count()).resolves.toEqual({ count: 3 });
  await expect(count()).resolves.toEqual({ count: 3 });
  expect(running.fake.calls.map(({ prompt }) => prompt.includes('could not be used'))).toEqual([false, true]);
});

test('answers of which neither could be used are asked for anew when the step runs again', async () => {
  running.fake.next([prose, prose, good]);
  await expect(count()).rejects.toMatchObject({ code: 'model_output_invalid', retryable: true });
  await expect(count()).resolves.toEqual({ count: 3 });
  expect(store.rows.map(({ outcome }) => outcome)).toEqual(['unusable', 'unusable', 'answered']);
});

test.each([
  ['is cut by its length', { text: '{"count"', finishReason: 'length' }, /limit of length.*MODEL_MAX_OUTPUT/],
  ['is cut by a filter', { text: '{"count"', finishReason: 'content_filter' }, /content filter/],
  ['is empty', { text: ' ' }, /wrote nothing/],
  ['goes round in circles', { text: 'Let me see. '.repeat(300) }, /repeated itself/],
])('an answer that %s is asked for twice, and the error says so', async (_, script, why) => {
  running.fake.always(script);
  await expect(count()).rejects.toMatchObject({ code: 'model_output_invalid', message: why });
  expect(running.fake.calls).toHaveLength(2);
});

test('a task that failed takes nothing back that its model answered to another', async () => {
  running.fake.next([good, prose, prose]);
  const model = inNewRun();
  await count(model);
  await expect(count(model, 'How many more?')).rejects.toMatchObject({ code: 'model_output_invalid' });
  await expect(count()).resolves.toEqual({ count: 3 });
  expect(running.fake.calls).toHaveLength(3);
});
