import type { LanguageModelV4, LanguageModelV4StreamPart } from '@ai-sdk/provider';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { createMemoryStore } from '#lib/testing/call-store.ts';
import { ask, deltas, readText, startTestGateway, type TestGateway } from '#lib/testing/gateway.ts';
import { discardAnswers, recordCalls } from './record-calls.ts';
import { createStepCalls, type StepCalls } from './step-calls.ts';

const prices = { m: { input_usd_per_million: 2, output_usd_per_million: 8 } };
let running: TestGateway;
let store: ReturnType<typeof createMemoryStore>;
beforeEach(async () => {
  running = await startTestGateway({ prices, idleTimeoutMs: 1500 });
  store = createMemoryStore();
});
afterEach(() => running.stop());

/** The model as one run of a step has it. */
const run = (step = 'write', modelId = 'm'): LanguageModelV4 =>
  join(createStepCalls({ store, step }), modelId);
/** One more model in a run of a step. */
const join = (calls: StepCalls, modelId = 'm'): LanguageModelV4 =>
  recordCalls(running.gateway.model(modelId), { calls, role: 'writer', modelId });

test('a step that runs again is given its answers from the store, streamed or whole', async () => {
  running.fake.next([{ text: 'The first.' }, { text: 'The second.' }]);
  const first = run();
  await expect(readText(first, ask('a'))).resolves.toBe('The first.');
  const second = await first.doGenerate(ask('b'));

  const again = run();
  await expect(readText(again, ask('a'))).resolves.toBe('The first.');
  await expect(again.doGenerate(ask('b'))).resolves.toEqual(second);
  const other = run();
  await expect(other.doGenerate(ask('a'))).resolves.toMatchObject({ content: [{ text: 'The first.' }] });
  await expect(readText(other, ask('b'))).resolves.toBe('The second.');

  expect(running.fake.calls).toHaveLength(2);
  expect(store.rows).toHaveLength(2);
});

test('what differs in step, in number, in input or in model is another call', async () => {
  const first = run();
  await readText(first, ask('a'));
  await readText(first, ask('a'));
  await readText(run('judge'), ask('a'));
  await readText(run('write', 'other'), ask('a'));
  await readText(run(), ask('a', { temperature: 0 }));
  await readText(run(), ask('b'));
  expect(running.fake.calls).toHaveLength(6);
  expect(store.rows.map(({ step, call }) => [step, call])).toEqual([
    ['write', 1],
    ['write', 2],
    ['judge', 1],
    ['write', 1],
    ['write', 1],
    ['write', 1],
  ]);
});

test('the order of settings, the signal and the built-in input make no other call', async () => {
  const json = { type: 'json', schema: { type: 'object', required: ['a'] } } as const;
  const turned = { schema: { required: ['a'], type: 'object' as const }, type: 'json' as const };
  await run().doGenerate(ask('a', { responseFormat: json }));
  await run().doGenerate({
    responseFormat: turned,
    ...ask('a'),
    abortSignal: new AbortController().signal,
    providerOptions: { builtin: { task: 'plan' } },
  });
  expect(running.fake.calls).toHaveLength(1);
});

test('a call is a row with its tokens, its cost and its time', async () => {
  running.fake.next([{ text: 'Four words it has.', delayMs: 50 }]);
  const startedAt = performance.now();
  await readText(run(), ask('a'));
  const { input_tokens, output_tokens } = running.fake.meter();
  expect(store.rows[0]).toMatchObject({
    step: 'write',
    call: 1,
    inputHash: expect.stringMatching(/^[0-9a-f]{64}$/),
    role: 'writer',
    modelId: 'm',
    outcome: 'answered',
    inputTokens: input_tokens,
    outputTokens: output_tokens,
    costUsd: (input_tokens * 2 + output_tokens * 8) / 1e6,
    error: null,
  });
  expect(store.rows[0]?.durationMs).toBeGreaterThanOrEqual(49);
  expect(store.rows[0]?.durationMs).toBeLessThanOrEqual(performance.now() - startedAt + 1);
});

test('what is not known of a call is null', async () => {
  running.fake.always({ usage: false });
  await readText(run('write', 'unpriced'), ask('a'));
  expect(store.rows[0]).toMatchObject({ inputTokens: null, outputTokens: null, costUsd: null });
});

test('words pass at once; the answer is stored before the stream ends', async () => {
  running.fake.next([{ text: 'One two three.', tokenDelayMs: 20 }]);
  const { stream } = await run().doStream(ask('a'));
  const reader = stream.getReader();
  const read = async () => (await reader.read()).value as LanguageModelV4StreamPart;
  let part = await read();
  while (part.type !== 'text-delta') part = await read();
  expect(part.delta).toBe('One');
  expect(running.fake.calls[0]?.outcome).toBe('open');
  expect(store.rows).toEqual([]);
  while (part.type !== 'finish') part = await read();
  expect(store.rows).toHaveLength(1);
});

test('an answer that could not be stored is not passed on as whole', async () => {
  store.save = () => Promise.reject(new Error('the database is gone'));
  await expect(readText(run(), ask('a'))).rejects.toThrow('the database is gone');
  await expect(run().doGenerate(ask('b'))).rejects.toThrow('the database is gone');
});

test('a failed call is a row too, and is asked again when the step runs again', async () => {
  running.fake.next([{ status: 500, message: 'Oh no' }, { text: 'Better.' }]);
  await expect(readText(run(), ask('a'))).rejects.toMatchObject({ code: 'model_failed' });
  await expect(readText(run(), ask('a'))).resolves.toBe('Better.');
  expect(store.rows.map(({ outcome, error }) => [outcome, error?.code])).toEqual([
    ['failed', 'model_failed'],
    ['answered', undefined],
  ]);
  expect(store.rows[0]?.answer).toBeNull();
});

test('a refused call has used nothing; what one that broke off has used is not known', async () => {
  const refused = [{ status: 500 }, { status: 400 }, { status: 429, headers: { 'retry-after': '90' } }];
  const broken = [{ errorAfter: 1 }, { cut: { after: 1, how: 'end' as const } }, { hangAfter: 1 }];
  running.fake.next([...broken, ...refused]);
  for (const { length } of [broken, refused]) {
    for (let call = 0; call < length; call += 1)
      await run()
        .doGenerate(ask('a'))
        .then(undefined, () => {});
  }
  expect(store.rows.map(({ costUsd, inputTokens }) => [costUsd, inputTokens])).toEqual([
    ...broken.map(() => [null, null]),
    ...refused.map(() => [0, 0]),
  ]);
});

test('an answer that breaks off is a failed call, and nothing of it is given again', async () => {
  running.fake.next([
    { text: 'One two three.', cut: { after: 2, how: 'reset' } },
    { text: 'One two three.' },
  ]);
  await expect(readText(run(), ask('a'))).rejects.toMatchObject({ code: 'model_failed' });
  await expect(readText(run(), ask('a'))).resolves.toBe('One two three.');
  expect(store.rows.map(({ outcome }) => outcome)).toEqual(['failed', 'answered']);
});

test('an aborted call is a row, streamed or whole', async () => {
  running.fake.always({ text: 'One two three.', hangAfter: 1 });
  for (const call of ['stream', 'whole']) {
    const caller = new AbortController();
    const options = ask(call, { abortSignal: caller.signal });
    const reading = call === 'stream' ? readText(run(), options) : run().doGenerate(options);
    reading.then(undefined, () => {});
    await expect.poll(() => running.fake.calls.at(-1)?.outputTokens, { interval: 5 }).toBe(1);
    caller.abort(new Error('cancelled'));
    await expect(reading).rejects.toThrow('cancelled');
    await expect.poll(() => running.fake.calls.at(-1)?.outcome).toBe('closed_by_client');
  }
  expect(store.rows.map(({ outcome }) => outcome)).toEqual(['aborted', 'aborted']);
});

test('a reader that leaves early leaves one row and no open connection', async () => {
  running.fake.next([{ text: 'One two three.', hangAfter: 1 }]);
  const stream = deltas(run(), ask('a'));
  await stream.next();
  await stream.return(undefined);
  await expect.poll(() => store.rows.map(({ outcome }) => outcome)).toEqual(['aborted']);
  await expect.poll(() => running.fake.calls[0]?.outcome).toBe('closed_by_client');
});

test('calls side by side are the same calls again in whatever order they begin', async () => {
  running.fake.always({ delayMs: 20 });
  const texts = ['a', 'b', 'c', 'b'];
  const model = run();
  const answers = await Promise.all(texts.map((text) => readText(model, ask(text))));
  const again = run();
  const turned = await Promise.all(texts.toReversed().map((text) => readText(again, ask(text))));
  expect(turned).toEqual(answers.toReversed());
  expect(running.fake.calls).toHaveLength(4);
});

test('models of one run of a step count together: the same input twice is two calls, both kept', async () => {
  running.fake.next([{ text: 'One.' }, { text: 'Two.' }]);
  const both = async () => {
    const calls = createStepCalls({ store, step: 'read' });
    return [await readText(join(calls), ask('a')), await readText(join(calls), ask('a'))];
  };
  expect(await both()).toEqual(['One.', 'Two.']);
  expect(await both()).toEqual(['One.', 'Two.']);
  expect(running.fake.calls).toHaveLength(2);
});

test('a call that failed is asked again in its place, so that the answer is found when the step runs again', async () => {
  running.fake.next([{ status: 500 }, { text: 'Better.' }]);
  const first = run();
  await expect(readText(first, ask('a'))).rejects.toMatchObject({ code: 'model_failed' });
  await expect(readText(first, ask('a'))).resolves.toBe('Better.');
  await expect(readText(run(), ask('a'))).resolves.toBe('Better.');
  expect(running.fake.calls).toHaveLength(2);
});

test('an answer that was discarded is asked anew, at once or when the step runs again, and still counts', async () => {
  running.fake.next([{ text: 'Bad.' }, { text: 'Bad too.' }, { text: 'Good.' }]);
  const first = run();
  await readText(first, ask('a'));
  await discardAnswers(first);
  await expect(readText(first, ask('a'))).resolves.toBe('Bad too.');
  await discardAnswers(first);
  await expect(readText(run(), ask('a'))).resolves.toBe('Good.');
  await expect(readText(run(), ask('a'))).resolves.toBe('Good.');
  expect(store.rows.map(({ outcome, costUsd }) => [outcome, costUsd === null])).toEqual([
    ['unusable', false],
    ['unusable', false],
    ['answered', false],
  ]);
});

test('one model takes back its own answers, never those of another in the same run', async () => {
  running.fake.next([{ text: 'One.' }, { text: 'Two.' }, { text: 'Three.' }]);
  const calls = createStepCalls({ store, step: 'read' });
  const [kept, taken] = [join(calls), join(calls)];
  await readText(kept, ask('a'));
  await readText(taken, ask('b'));
  await discardAnswers(taken);
  const again = createStepCalls({ store, step: 'read' });
  await expect(readText(join(again), ask('a'))).resolves.toBe('One.');
  await expect(readText(join(again), ask('b'))).resolves.toBe('Three.');
});
