import { expect, test } from 'vitest';
import type { SearchFilters } from '#lib/schema/search-filters.ts';
import type { Page } from '#lib/schema/source.ts';
import type { Source } from '#lib/sources/source.ts';
import { researchInMemory } from '#lib/testing/research-in-memory.ts';

const harbour = 'https://town.example/harbour';
const dredger = 'https://yard.example/ships/dredger-of-1907';
const start: Page = {
  url: harbour,
  title: 'The harbour of Norling',
  text: '# The harbour of Norling\n\nThe harbour of Norling was dredged in 1907. A dredger did it.',
};
const answer: Page = {
  url: dredger,
  title: 'The dredger Beowulf',
  text: '# The dredger Beowulf\n\nThe engine of the dredger at Norling had a power of 640 horsepower.',
};
const links_to = [
  { words: 'Tickets and opening hours', url: 'https://town.example/tickets' },
  { words: 'the engine of the dredger', url: dredger },
  { words: 'Next', url: 'https://town.example/next' },
];

/** A search of the web that finds the first page alone, and reads any. */
function web({ followsLinks = true, links = links_to } = {}) {
  const read: string[] = [];
  const source: Source = {
    id: 'web',
    name: 'Web',
    ...(followsLinks && { followsLinks: true }),
    search: async () => [{ url: harbour, title: start.title, snippet: '', score: 1, passages: [] }],
    async read({ url }) {
      read.push(url);
      if (url === harbour) return { ...start, links_to: links };
      return url === dredger ? answer : { url, title: 'Other', text: 'Another page.' };
    },
  };
  return { source, read };
}
const ask = (
  source: Source,
  { depth = 3, pages = 6, filters }: { depth?: number; pages?: number; filters?: SearchFilters } = {},
) =>
  researchInMemory(
    {
      question: 'What power did the engine of the dredger at Norling have?',
      effort: { breadth: 1, grow: 0, depth, pages },
      sourceIds: null,
      filters,
    },
    { sources: [source] },
  );

test('what is still missing is looked for where pages that were read link to, and it is told by what way', async () => {
  const { source, read } = web();
  const { report, events } = await ask(source);
  expect(report.markdown).toContain('640 horsepower');
  expect(report.citations.map(({ url }) => url)).toContain(dredger);
  expect(read.toSorted()).toEqual([harbour, dredger].toSorted());
  const told = events.find((event) => event.type === 'source-read' && event.url === dredger);
  expect(told).toMatchObject({ way: [{ url: harbour, title: start.title, by: 'link' }] });
});

test.each([
  ['in the only round', web(), { depth: 1 }],
  ['of a source that reads nothing but what it finds', web({ followsLinks: false }), {}],
  ['to a domain that is left out', web(), { filters: { exclude_domains: ['yard.example'] } }],
  ['to a domain beside those that are wanted', web(), { filters: { include_domains: ['town.example'] } }],
  ['once no page may be read any more', web(), { pages: 1 }],
])('a link %s is not followed', async (_, { source, read }, options) => {
  await ask(source, options);
  expect(read).toEqual([harbour]);
});

test('of a page that is nothing but links two are followed in a round', async () => {
  const links = Array.from({ length: 150 }, (_, at) => ({
    words: `the engine of the dredger at Norling, part ${at}`,
    url: `https://farm${at}.example/`,
  }));
  const { source, read } = web({ links });
  await ask(source, { pages: 40, depth: 2 });
  expect(read).toHaveLength(3);
});
