import { expect, test } from 'vitest';
import { collectionOf, countTerms, idf, rankBm25, scoreBm25 } from './bm25.ts';

const texts = ['the red fox jumps', 'a red car and a red bike', 'green trees', 'red'].map((text) =>
  countTerms(text),
);

test('a rare word counts more than a common one', () => {
  const collection = collectionOf(texts);
  expect(idf('fox', collection)).toBeGreaterThan(idf('red', collection));
  expect(idf('unknown', collection)).toBeGreaterThan(idf('fox', collection));
});

test('the score is that of the formula', () => {
  const collection = collectionOf([countTerms(['a1', 'b1']), countTerms(['b1', 'b1'])]);
  const expected = (Math.log(1 + 1.5 / 1.5) * 1 * 2.2) / (1 + 1.2);
  expect(scoreBm25(countTerms(['a1', 'b1']), ['a1'], { collection })).toBeCloseTo(expected, 12);
});

test('texts are ranked best first, those without a match are left out', () => {
  expect(rankBm25('red fox', texts).map(({ index }) => index)).toEqual([0, 3, 1]);
  expect(rankBm25('nothing', texts)).toEqual([]);
  expect(rankBm25('red', [])).toEqual([]);
});
