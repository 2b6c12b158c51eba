import { expect, test } from 'vitest';
import type { SearchSource } from '#lib/research/ports.ts';
import { researchInMemory } from '#lib/testing/research-in-memory.ts';

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
