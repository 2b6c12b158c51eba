import { expect, test } from 'vitest';
import { addLinked } from './add-linked.ts';
import type { EvidencePage } from './evidence-page.ts';

const passage = { start: 0, end: 5, heading: [], score: 1 };
const page = (url: string, more: Partial<EvidencePage> = {}): EvidencePage => ({
  url,
  title: url,
  snapshot_id: url,
  text: 'words',
  score: 0.5,
  passages: [passage],
  ...more,
});
const way = [{ url: 'a', title: 'A', by: 'title' as const }];

test('where links led to some of the best pages, all of these are quoted from', () => {
  const chosen = [page('a', { score: 1 }), page('b', { score: 0.9 })];
  const found = Array.from({ length: 12 }, (_, at) =>
    page(`p${at}`, { score: at / 20, ...(at === 7 && { way }) }),
  );
  const all = addLinked(chosen, [...chosen, ...found]);
  expect(all.map(({ url }) => url)).toEqual([
    'a',
    'b',
    ...[11, 10, 9, 8, 7, 6, 5, 4, 3, 2].map((at) => `p${at}`),
  ]);
});

test('where no link led anywhere, what was chosen stays', () => {
  expect(addLinked([page('a')], [page('a'), page('unchosen')]).map(({ url }) => url)).toEqual(['a']);
});

test('of a page that links led to, only the passage that they led to is quoted', () => {
  const linked = page('l', { way, passages: [passage, { ...passage, start: 2, score: 3 }] });
  expect(addLinked([page('a')], [linked])[1]?.passages.map(({ start }) => start)).toEqual([2]);
});

test('where nothing was chosen by its words, links lead to nothing', () => {
  expect(addLinked([], [page('l', { way })])).toEqual([]);
});
