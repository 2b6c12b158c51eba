import { generateText, Output, streamText } from 'ai';
import { expect, test } from 'vitest';
import { Plan } from '#lib/schema/plan.ts';
import { builtInModel } from './built-in-model.ts';

const planning = {
  model: builtInModel,
  prompt: 'unused',
  maxRetries: 0,
  providerOptions: { builtin: { task: 'plan', question: 'What is a cache?', breadth: 2 } },
};

test('it answers through the AI SDK as any model does, without tokens', async () => {
  const { output, usage } = await generateText({ ...planning, output: Output.object({ schema: Plan }) });
  expect(output.sub_questions[0]?.question).toBe('What is a cache?');
  expect(usage).toMatchObject({ inputTokens: 0, outputTokens: 0 });
});

test('what it streams is what it answers', async () => {
  const { text } = await generateText(planning);
  const deltas: string[] = [];
  for await (const delta of streamText(planning).textStream) deltas.push(delta);
  expect(deltas.join('')).toBe(text);
  expect(deltas.length).toBeGreaterThan(1);
});

test('it does nothing but its tasks', async () => {
  await expect(generateText({ model: builtInModel, prompt: 'Hello', maxRetries: 0 })).rejects.toMatchObject({
    code: 'model_failed',
  });
});

test('a faulty input is refused where it enters', async () => {
  const providerOptions = { builtin: { task: 'plan', question: '', breadth: 2 } };
  await expect(generateText({ ...planning, providerOptions })).rejects.toThrow();
});

test('an abort ends its stream', async () => {
  const controller = new AbortController();
  const result = await builtInModel.doStream({
    prompt: [],
    providerOptions: planning.providerOptions,
    abortSignal: controller.signal,
  });
  const reader = result.stream.getReader();
  await reader.read();
  controller.abort(new Error('enough'));
  const drain = async () => {
    for (let next = await reader.read(); !next.done; next = await reader.read());
  };
  await expect(drain()).rejects.toThrow('enough');
});
