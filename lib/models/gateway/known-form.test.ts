import { generateText, Output } from 'ai';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { z } from 'zod';
import type { Script } from '#lib/testing/fake-gateway.ts';
import { ask, readText, startTestGateway, type TestGateway } from '#lib/testing/gateway.ts';

let running: TestGateway;
beforeEach(async () => {
  running = await startTestGateway();
});
afterEach(() => running.stop());

const schema = z.object({ city: z.string() });
const askForCity = async (id = 'm') => {
  const { output } = await generateText({
    model: running.gateway.model(id),
    instructions: 'You know cities.',
    prompt: 'Which?',
    output: Output.object({ schema }),
    maxRetries: 0,
  });
  return output;
};
const formats = () => running.fake.calls.map(({ responseFormat }) => responseFormat);

test('a model that knows JSON schema is given it and nothing in the prompt', async () => {
  running.fake.always({ text: '{"city": "Ulm"}' });
  await expect(askForCity()).resolves.toEqual({ city: 'Ulm' });
  expect(formats()).toEqual(['json_schema']);
  expect(running.fake.calls[0]?.prompt).not.toContain('JSON Schema');
});

test.each<[string, Script['refuses'], (string | null)[]]>([
  ['no schema', ['json_schema'], ['json_schema', 'json_object']],
  ['no JSON at all', ['json_schema', 'json_object'], ['json_schema', 'json_object', null]],
])(
  'a model that knows %s gets through with the schema in its prompt, and is remembered',
  async (_what, refuses, tried) => {
    running.fake.always({ text: '{"city": "Ulm"}', refuses: refuses ?? [] });
    await expect(askForCity()).resolves.toEqual({ city: 'Ulm' });
    await expect(askForCity()).resolves.toEqual({ city: 'Ulm' });
    expect(formats()).toEqual([...tried, tried.at(-1)]);
    const messages = JSON.parse(running.fake.calls.at(-1)?.prompt ?? '') as {
      role: string;
      content: string;
    }[];
    expect(messages.map(({ role }) => role)).toEqual(['system', 'user']);
    expect(messages[0]?.content).toMatch(/^You know cities\.[\s\S]*JSON Schema:\n.*"city"/);
  },
);

test('what one model refuses is not held against another', async () => {
  running.fake.always({ text: '{"city": "Ulm"}' });
  running.fake.always({ refuses: ['json_schema'] }, 'old');
  await askForCity('old');
  await askForCity('new');
  expect(formats()).toEqual(['json_schema', 'json_object', 'json_schema']);
});

test('a gateway that does not know stream_options is asked without them, and remembered', async () => {
  running.fake.always({ text: 'Yes.', refuses: ['stream_options'] });
  await expect(readText(running.gateway.model('m'), ask('a'))).resolves.toBe('Yes.');
  await expect(readText(running.gateway.model('m'), ask('b'))).resolves.toBe('Yes.');
  expect(running.fake.calls.map(({ outcome }) => outcome)).toEqual(['refused', 'answered', 'answered']);
});

test('a refusal that is about something else is not tried in another form', async () => {
  running.fake.next([{ status: 400, message: 'The city is too far.' }]);
  await expect(askForCity()).rejects.toMatchObject({ code: 'model_refused' });
  expect(formats()).toEqual(['json_schema']);
});

test.each([
  'Unsupported parameter: max_tokens, max_completion_tokens.',
  "Use 'max_completion_tokens' or use 'max_tokens'.",
  'temperature, max_tokens and response_format: extra inputs are not permitted: max_tokens',
])('a gateway that refuses whatever it is asked is not asked for ever: %s', async (message) => {
  running.fake.always({ status: 400, message });
  await expect(readText(running.gateway.model('m'), ask('a'))).rejects.toMatchObject({
    code: 'model_refused',
  });
  expect(running.fake.calls.length).toBeLessThan(8);
});

test('what a long prompt leaves for the answer holds for that prompt alone', async () => {
  const message =
    "'max_tokens' or 'max_completion_tokens' is too large: 8000. This model's maximum context length is 16384 tokens and your request has 16000 input tokens (8000 > 16384 - 16000).";
  running.fake.next([{ status: 400, message }]);
  running.fake.always({ text: 'Yes.' });
  for (const text of ['a long one', 'a short one'])
    await expect(readText(running.gateway.model('m'), ask(text, { maxOutputTokens: 8000 }))).resolves.toBe(
      'Yes.',
    );
  expect(running.fake.calls.map(({ limit }) => limit)).toEqual([8000, 384, 8000]);
});

test('how much a model says that it answers at most holds for all that follows', async () => {
  running.fake.next([{ status: 400, message: 'max_tokens: this model supports at most 4096 output tokens' }]);
  running.fake.always({ text: 'Yes.' });
  for (const text of ['a', 'b'])
    await readText(running.gateway.model('m'), ask(text, { maxOutputTokens: 8000 }));
  expect(running.fake.calls.map(({ limit }) => limit)).toEqual([8000, 4096, 4096]);
});

test('the system message is called so for every model', async () => {
  await askForCity('o9-unknown').catch(() => {});
  await askForCity('gpt-5').catch(() => {});
  for (const { prompt } of running.fake.calls) expect(prompt).toContain('"role":"system"');
});
