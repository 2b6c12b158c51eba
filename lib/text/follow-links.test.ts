import { expect, test } from 'vitest';
import { followLinks, type Pointer, type Standing } from './follow-links.ts';

/** A small web: each page is one passage, with the words of the question that it has and the pages it points at. */
type Web = Record<string, { score?: number; has?: string[]; names?: string[] }>;

function follow(web: Web, { rarity = () => 5 }: { rarity?: (page: string) => number } = {}) {
  const pages = Object.keys(web);
  const standing = (page: string): Standing => ({
    passage: pages.indexOf(page),
    page,
    score: web[page]?.score ?? 0,
    terms: new Set(web[page]?.has),
  });
  return followLinks({
    seeds: pages
      .filter((page) => web[page]?.score)
      .map(standing)
      .sort((left, right) => right.score - left.score),
    weights: new Map(['club', 'founder', 'river'].map((term) => [term, 4])),
    pointersOf: async (passages) =>
      passages.flatMap((passage) =>
        (web[pages[passage] ?? '']?.names ?? []).map(
          (page): Pointer => ({ passage, page, rarity: rarity(page), by: 'title' }),
        ),
      ),
    open: async (asked) => new Map(asked.map((page) => [page, [standing(page)]])),
  });
}

test('a page two hops away is reached, with the pages on the way there', async () => {
  const reached = await follow({
    club: { score: 10, has: ['club'], names: ['Ann'] },
    Ann: { has: ['founder'], names: ['Rhine'] },
    Rhine: { has: ['river'] },
  });
  expect(reached.get('Rhine')?.way).toEqual([
    { page: 'club', by: 'title' },
    { page: 'Ann', by: 'title' },
  ]);
  expect(reached.get('Ann')?.way).toEqual([{ page: 'club', by: 'title' }]);
});

test('of two pages that are pointed at, the one with what is missing gains more', async () => {
  const reached = await follow({
    club: { score: 10, has: ['club'], names: ['with', 'without'] },
    with: { has: ['founder'] },
    without: { has: ['club'] },
  });
  expect(reached.get('with')?.gain).toBeGreaterThan(reached.get('without')?.gain ?? 0);
});

test('what everybody points at gains less', async () => {
  const web: Web = { club: { score: 10, has: ['club'], names: ['hub', 'rare'] }, hub: {}, rare: {} };
  const reached = await follow(web, { rarity: (page) => (page === 'hub' ? 0.5 : 6) });
  expect(reached.get('rare')?.gain).toBeGreaterThan(2 * (reached.get('hub')?.gain ?? 0));
});

test('where nothing of the question is missing, nothing is gained by going on', async () => {
  const reached = await follow({
    club: { score: 10, has: ['club', 'founder', 'river'], names: ['Ann'] },
    Ann: { has: ['founder'] },
  });
  expect(reached.has('Ann')).toBe(false);
});

test('pages that point at each other end the way', async () => {
  const reached = await follow({
    club: { score: 10, has: ['club'], names: ['Ann', 'club'] },
    Ann: { has: ['founder'], names: ['club', 'Ann'] },
  });
  expect([...reached.keys()].sort()).toEqual(['Ann', 'club']);
  expect(reached.get('club')?.way.map(({ page }) => page)).toEqual(['club', 'Ann']);
});
