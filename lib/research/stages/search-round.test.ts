import { expect, test } from 'vitest';
import { AppError } from '#lib/errors.ts';
import type { SearchSource } from '#lib/research/ports.ts';
import { pageSource } from '#lib/testing/page-source.ts';
import { researchInMemory } from '#lib/testing/research-in-memory.ts';
import { scriptedModel } from '#lib/testing/scripted-model.ts';

const quick = { breadth: 1, grow: 0, depth: 1, pages: 4 };

test('every source is told what a search is limited to, and the language of whoever asks', async () => {
  const told: unknown[] = [];
  const source: SearchSource = {
    id: 'web',
    name: 'Web',
    search: async (_, { filters, language }) => {
      told.push({ filters, language });
      return [];
    },
    read: () => Promise.reject(new Error('not read')),
  };
  const filters = { published_after: '2026-01-01', include_domains: ['example.org'] };
  const question = 'Wie lange hält eine Wärmepumpe im Durchschnitt?';
  await researchInMemory({ question, effort: quick, sourceIds: null, filters }, { sources: [source] });
  expect(told.length).toBeGreaterThan(0);
  for (const one of told) expect(one).toEqual({ filters, language: 'de' });
});

test('a model that plans is told what special sources are good for, and its choice is kept to', async () => {
  const asked: string[] = [];
  const source = (id: string, suits?: SearchSource['suits']): SearchSource => ({
    id,
    name: id,
    suits,
    search: async () => {
      asked.push(id);
      return [];
    },
    read: () => Promise.reject(new Error('not read')),
  });
  const rule = () => 'yes' as const;
  const sources = [
    source('web'),
    source('papers', { goodFor: 'what studies found', rule }),
    source('code', { goodFor: 'errors of programs', rule }),
  ];
  const prompts: string[] = [];
  const plan = { sub_questions: [{ question: 'q?', queries: ['q'] }], sources: ['papers'] };
  const planner = scriptedModel({
    name: 'planner',
    answer: ({ user }) => {
      prompts.push(user);
      return { text: JSON.stringify(plan) };
    },
  });
  const task = { question: 'Why do tides differ?', effort: quick, sourceIds: null };
  await researchInMemory(task, { sources, models: { planner } });
  expect(prompts[0]).toMatch(/- papers: what studies found\n- code: errors of programs/);
  expect(asked.sort()).toEqual(['papers', 'web']);
});

const answering = (id: string, afterMs: number): SearchSource => {
  const text = '# Tides\n\nTides differ since the moon pulls at the sea from another side each day.';
  const source = pageSource([{ url: `https://${id}.example/tides`, title: 'Tides', text }], { id, name: id });
  return {
    ...source,
    async search(query, options) {
      await new Promise((resolve) => setTimeout(resolve, afterMs));
      return source.search(query, options);
    },
  };
};
const failing = (id: string): SearchSource => ({
  id,
  name: id,
  search: () => Promise.reject(new AppError('source_unavailable', 'There is no network.')),
  read: () => Promise.reject(new Error('not read')),
});

test('the only source that has not failed is waited for, however much sooner the others failed', async () => {
  const sources = [answering('slow', 2500), failing('wiki'), failing('papers')];
  const { report, events } = await researchInMemory(
    { question: 'Why do tides differ?', effort: quick, sourceIds: null },
    { sources },
  );
  expect(report.nothing_found).toBe(false);
  expect(events).not.toContainEqual(expect.objectContaining({ type: 'source-failed', source_id: 'slow' }));
});

test('a source that is far slower than others which have answered is not waited for, and that is told', async () => {
  const sources = [answering('one', 0), answering('two', 0), answering('slow', 60_000)];
  const { events } = await researchInMemory(
    { question: 'Why do tides differ?', effort: quick, sourceIds: null },
    { sources },
  );
  const lost = events.filter(({ type }) => type === 'source-failed');
  expect(lost).toMatchObject([{ source_id: 'slow', reason: expect.stringMatching(/^It was slower/) }]);
});
