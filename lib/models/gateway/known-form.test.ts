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
  await expect(askForCity()).rejects.toMatchObject({ code: 'model_rejected' });
  expect(formats()).toEqual(['json_schema']);
});

test('the system message is called so for every model', async () => {
  await askForCity('o9-unknown').catch(() => {});
  await askForCity('gpt-5').catch(() => {});
  for (const { prompt } of running.fake.calls) expect(prompt).toContain('"role":"system"');
});
