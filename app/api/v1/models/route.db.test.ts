import { afterAll, beforeAll, expect, test } from 'vitest';
import { readConfig } from '#lib/config.ts';
import { createModels } from '#lib/models/language-model.ts';
import { ModelStates } from '#lib/schema/model-states.ts';
import { runtime, setRuntime } from '#lib/server/runtime.ts';
import { startTestRuntime } from '#lib/testing/runtime.ts';
import { GET } from './route.ts';

let testRuntime: Awaited<ReturnType<typeof startTestRuntime>>;
beforeAll(async () => {
  testRuntime = await startTestRuntime();
});
afterAll(() => testRuntime.stop());

const read = async () => {
  const request = new Request('http://127.0.0.1:3000/api/v1/models', { headers: { host: '127.0.0.1:3000' } });
  const response = await GET(request, { params: Promise.resolve({}) });
  return ModelStates.parse(await response.json());
};

test('the built-in model plays all roles, and servers that were found are offered', async () => {
  const local = [{ name: 'Ollama', base_url: 'http://127.0.0.1:11434/v1', models: ['qwen3:8b'] }];
  setRuntime({ ...runtime(), localModels: local });
  const states = await read();
  expect(states.data.map(({ role, model }) => [role, model])).toEqual([
    ['planner', 'built-in'],
    ['reader', 'built-in'],
    ['writer', 'built-in'],
    ['judge', 'built-in'],
  ]);
  expect(states).toMatchObject({ gateway: null, local });
});

test('a gateway plays each role as it is set, and its key is not told', async () => {
  const config = readConfig({
    GATEWAY_BASE_URL: 'https://models.example/v1',
    GATEWAY_API_KEY: 'secret-key',
    MODEL: 'large',
    MODEL_READER: 'small',
    MODEL_CONTEXT: '128000',
    MODEL_READER_CONTEXT: '32000',
  });
  setRuntime({ ...runtime(), config, models: createModels({ config, log: testRuntime.log }) });
  const states = await read();
  expect(states.data.map(({ model, context_tokens }) => [model, context_tokens])).toEqual([
    ['large', 128_000],
    ['small', 32_000],
    ['large', 128_000],
    ['large', 128_000],
  ]);
  expect(states.gateway).toBe('models.example');
  expect(JSON.stringify(states)).not.toContain('secret-key');
});
