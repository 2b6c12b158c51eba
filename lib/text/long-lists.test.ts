import { expect, test } from 'vitest';
import { addAll, largestOf, smallestOf } from './long-lists.ts';

test('lists longer than a call has arguments are added and compared', () => {
  const many = Array.from({ length: 300_000 }, (_, at) => at - 7);
  const all = [1];
  addAll(all, many);
  expect(all).toEqual([1].concat(many));
  expect([largestOf(many), smallestOf(many)]).toEqual([299_992, -7]);
});

test('where there is nothing, the largest is the least that is given, and the smallest without end', () => {
  expect([largestOf([], 3), largestOf([2], 3), largestOf([]), smallestOf([])]).toEqual([
    3,
    3,
    -Infinity,
    Infinity,
  ]);
});
