import { expect, test } from 'vitest';
import type { SearchFilters } from '#lib/schema/search-filters.ts';
import type { Source } from '../source.ts';
import { withinFilters } from './within-filters.ts';

const { signal } = new AbortController();
const hit = (url: string, more: { published?: string; snippet?: string } = {}) => ({
  url,
  title: 'A page',
  snippet: '',
  score: 1,
  passages: [],
  ...more,
});
const german =
  'Gezeitenkraftwerke wandeln die Bewegung des Meeres in Strom um; sie stehen an Küsten mit einem hohen Tidenhub.';
const hits = [
  hit('https://example.org/old', { published: '2020-05-05' }),
  hit('https://docs.example.org/new', { published: '2026-05-05' }),
  hit('https://notexample.org/undated'),
  hit('https://example.com/german', { snippet: german }),
];
const source = (kind?: Source['kind']): Source => ({
  id: 'x',
  name: 'X',
  kind,
  search: async () => hits,
  read: () => Promise.reject(new Error('not read')),
});
const left = async (filters: SearchFilters | undefined, kind?: Source['kind']) => {
  const found = await withinFilters(source(kind)).search('q', { signal, limit: 9, filters });
  return found.map(({ url }) => url.split('/').at(-1));
};
const all = ['old', 'new', 'undated', 'german'];

test.each<[SearchFilters | undefined, string[]]>([
  [undefined, all],
  [{}, all],
  [{ include_domains: ['example.org'] }, ['old', 'new']],
  [{ include_domains: ['docs.example.org', 'example.com'] }, ['new', 'german']],
  [{ exclude_domains: ['example.org'] }, ['undated', 'german']],
  [{ published_after: '2026-05-05' }, ['new', 'undated', 'german']],
  [{ published_before: '2020-05-05' }, ['old', 'undated', 'german']],
  [{ language: 'de-AT' }, all],
  [{ language: 'en' }, ['old', 'new', 'undated']],
])('hits keep to %j', async (filters, expected) => {
  expect(await left(filters)).toEqual(expected);
});

test('own documents and tools take no notice', async () => {
  const filters = { include_domains: ['nowhere.example'] };
  for (const kind of ['documents', 'tool', 'calendar'] as const)
    expect(await left(filters, kind)).toEqual(all);
});
