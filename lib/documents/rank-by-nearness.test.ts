import { expect, test } from 'vitest';
import { rankByNearness } from './rank-by-nearness.ts';

const pages = [10, 8, 6, 4].map((score, id) => ({ id, score, passages: [] }));
const ids = (ranked: readonly { id: number }[]) => ranked.map(({ id }) => id);

test('what is nearest comes before what has a little more words, and scores keep their scale and order', () => {
  const ranked = rankByNearness(pages, [0.1, 0.9, 0.2, 0.1]);
  expect(ids(ranked)).toEqual([1, 0, 2, 3]);
  expect(ranked.map(({ score }) => score)).toEqual([9, 5, 3.625, 2]);
});

test('nearness that counts less moves less', () => {
  const near = [0.1, 0.2, 0.9, 0.1];
  expect(ids(rankByNearness(pages, near))).toEqual([2, 0, 1, 3]);
  expect(ids(rankByNearness(pages, near, { weight: 0.2 }))).toEqual([0, 1, 2, 3]);
});

test('pages that lie close together are told apart less where it is said how far apart they usually lie', () => {
  const near = [0.5, 0.55, 0.5, 0.5];
  expect(ids(rankByNearness(pages, near))).toEqual([1, 0, 2, 3]);
  expect(ids(rankByNearness(pages, near, { leastSpread: 0.5 }))).toEqual([0, 1, 2, 3]);
});

test('a page of which nothing is known keeps its score, and what was not looked at stays behind', () => {
  const ranked = rankByNearness(pages, [undefined, 0.1, 0.9]);
  expect(ranked.map(({ id, score }) => [id, score])).toEqual([
    [0, 10],
    [2, 8],
    [1, 4],
    [3, 4],
  ]);
  expect(rankByNearness(pages, [undefined, undefined])).toEqual(pages);
});

test('pages of which none is nearer keep their scores', () => {
  expect(rankByNearness(pages, [0.4, 0.4])).toEqual(pages);
  expect(rankByNearness(pages.slice(0, 1), [0.4])).toEqual(pages.slice(0, 1));
});
