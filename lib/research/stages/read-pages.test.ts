import { expect, test } from 'vitest';
import { builtInModel } from '#lib/models/built-in/built-in-model.ts';
import type { Desk, FoundPage, SearchSource } from '#lib/research/ports.ts';
import { createMemoryStore } from '#lib/testing/memory-store.ts';
import { readPages } from './read-pages.ts';

const url = 'https://one.example/tides';
const reason = { sub_question: 0, query: 'tides', score: 1, passages: [] };
const plan = { sub_questions: [{ question: 'Why tides?', queries: ['tides'], expects: '' }] };

/** Two steps of jobs as they run side by side: each has a desk and a store of its own, over the same rows. */
function startTwo({ jobs }: { jobs: [string, string] }) {
  const asked: PromiseWithResolvers<void>[] = [];
  const source: SearchSource = {
    id: 'web',
    name: 'The web',
    search: async () => [],
    async read(hit, { signal }) {
      const turn = Promise.withResolvers<void>();
      asked.push(turn);
      signal.addEventListener('abort', () => turn.reject(signal.reason));
      await turn.promise;
      return { url: hit.url, title: 'Tides', text: 'Tides turn.' };
    },
  };
  const rows = createMemoryStore();
  const steps = jobs.map((jobId, index) => {
    const leaving = new AbortController();
    const open = new AbortController().signal;
    const desk: Desk = {
      jobId,
      step: `read:${index}`,
      signal: leaving.signal,
      finishing: open,
      closing: open,
      early: () => null,
      until: () => open,
      comesAgain: () => false,
      now: () => new Date(),
      isBuiltIn: () => true,
      model: () => builtInModel,
      modelName: () => 'built-in',
      contextOf: () => null,
      tell: async () => {},
      tellAll: async () => {},
      tellOnce: async () => {},
      openText: () => Promise.reject(new Error('nothing is written')),
      sources: [source],
      store: { ...rows },
    };
    return { desk, leaving };
  });
  const read = async () => {
    await rows.saveFound({ source_id: 'web', url, title: 'Tides', snippet: '', found: reason });
    const pages: FoundPage[] = await rows.found();
    return steps.map(({ desk }) => readPages(desk, { pages, plan, question: 'Why tides?' }));
  };
  return { asked, steps, read };
}

test('a page that two steps of a job want at once is asked for once, and both have it', async () => {
  const { asked, read } = startTwo({ jobs: ['one', 'one'] });
  const results = await read();
  await expect.poll(() => asked.length).toBe(1);
  asked[0]?.resolve();
  expect(await Promise.all(results)).toMatchObject([{ read: 1 }, { read: 1 }]);
  expect(asked).toHaveLength(1);
});

test('two jobs share nothing', async () => {
  const { asked, read } = startTwo({ jobs: ['one', 'two'] });
  const results = await read();
  await expect.poll(() => asked.length).toBe(2);
  for (const turn of asked) turn.resolve();
  await Promise.all(results);
});

test('a step whose fetch of a page is ended alone leaves the other one to fetch it', async () => {
  const { asked, steps, read } = startTwo({ jobs: ['one', 'one'] });
  const [first, second] = await read();
  await expect.poll(() => asked.length).toBe(1);
  steps[0]?.leaving.abort(new Error('ended alone'));
  await expect(first).rejects.toThrow('ended alone');
  await expect.poll(() => asked.length).toBe(2);
  asked[1]?.resolve();
  expect(await second).toMatchObject({ read: 1 });
});
