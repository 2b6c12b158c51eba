import { expect, test } from 'vitest';
import { collectionOf, countTerms } from './bm25.ts';
import { conceptsOf, coverage } from './concepts.ts';
import { tokenize } from './tokenize.ts';

const collection = collectionOf(
  ['image size limit', 'image cache', 'image cache image', 'proxy image', 'next.js image'].map((text) =>
    countTerms(text),
  ),
);

test('a rare word weighs more than one that stands everywhere', () => {
  const [image, proxy] = conceptsOf('image proxy', collection);
  expect(proxy?.weight).toBeGreaterThan(image?.weight ?? 0);
});

test('a name in several parts counts once in sum', () => {
  const weights = conceptsOf('next.js', collection).map(({ weight }) => weight);
  const [single] = conceptsOf('kubernetes', collection);
  expect(weights).toHaveLength(3);
  expect(weights.reduce((sum, weight) => sum + weight, 0)).toBeLessThan(2 * (single?.weight ?? 0));
});

test('coverage runs from 0 to 1', () => {
  const concepts = conceptsOf('proxy size', collection);
  expect(coverage(concepts, new Set())).toBe(0);
  expect(coverage(concepts, new Set(tokenize('proxies and sizes')))).toBe(1);
  expect(coverage([], new Set(['proxi']))).toBe(0);
});
