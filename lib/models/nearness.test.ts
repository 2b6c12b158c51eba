import { expect, test } from 'vitest';
import { createMemoryStore } from '#lib/testing/call-store.ts';
import { nearnessOf } from './nearness.ts';
import { createStepCalls } from './step-calls.ts';

const { signal } = new AbortController();
const texts = ['of the sea', 'of mountains'];

function createServer({ tokens = 12 as number | null, fails = false } = {}) {
  const asked: (readonly string[])[] = [];
  const vectors = [
    [1, 0],
    [0.8, 0.6],
    [0, 1],
  ].map((vector) => Float32Array.from(vector));
  const embedder = {
    model: 'near',
    async embed(given: readonly string[]) {
      asked.push(given);
      if (fails) throw new Error('It is down.');
      return { vectors, tokens };
    },
  };
  return { embedder, asked };
}
const near = (
  { embedder }: Pick<ReturnType<typeof createServer>, 'embedder'>,
  calls: ReturnType<typeof createStepCalls>,
  usdPerMillion?: number,
) => nearnessOf({ embedder, calls, usdPerMillion, question: 'a question', texts, signal });

test('texts are compared with the question; a step that runs again has the answer from the ledger', async () => {
  const server = createServer();
  const store = createMemoryStore();
  expect(await near(server, createStepCalls({ store, step: 'quote' }), 2)).toEqual([0.8, 0]);
  expect(await near(server, createStepCalls({ store, step: 'quote' }), 2)).toEqual([0.8, 0]);
  expect(server.asked).toEqual([['a question', ...texts]]);
  expect(store.rows).toHaveLength(1);
  expect(store.rows[0]).toMatchObject({
    ...{ role: 'embedding', modelId: 'near', outcome: 'answered' },
    ...{ inputTokens: 12, outputTokens: 0, costUsd: 24 / 1e6 },
  });
});

test('what is not known of tokens and cost is null', async () => {
  const store = createMemoryStore();
  await near(createServer({ tokens: null }), createStepCalls({ store, step: 'quote' }), 2);
  await near(createServer(), createStepCalls({ store, step: 'again' }));
  expect(store.rows.map(({ inputTokens, costUsd }) => [inputTokens, costUsd])).toEqual([
    [null, null],
    [12, null],
  ]);
});

test('a server that fails, and a budget that is used up, cost only their share', async () => {
  const store = createMemoryStore();
  const down = createServer({ fails: true });
  expect(await near(down, createStepCalls({ store, step: 'quote' }))).toBeNull();
  expect(store.rows.map(({ outcome }) => outcome)).toEqual(['failed']);
  const server = createServer();
  const begin = () => Promise.reject(new Error('The budget is used up.'));
  expect(await near(server, createStepCalls({ store, step: 'quote', begin }))).toBeNull();
  expect(server.asked).toEqual([]);
});

test('nothing is asked about nothing, and who has left gets no answer', async () => {
  const { embedder, asked } = createServer({ fails: true });
  const calls = createStepCalls({ store: createMemoryStore(), step: 'quote' });
  const given = { embedder, calls, usdPerMillion: undefined, question: 'a' };
  expect(await nearnessOf({ ...given, texts: [], signal })).toEqual([]);
  expect(asked).toEqual([]);
  await expect(nearnessOf({ ...given, texts, signal: AbortSignal.abort() })).rejects.toThrow();
});
