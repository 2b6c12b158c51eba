import { expect, test } from 'vitest';
import { countUp } from './count-up.ts';

test('each thing is counted by itself', () => {
  const counts = new Map<string, number>();
  expect(['a', 'b', 'a', 'a', 'b'].map((id) => countUp(counts, id))).toEqual([1, 1, 2, 3, 2]);
});

test('counts of what is never told to have ended do not gather: the one counted longest ago goes', () => {
  const counts = new Map<string, number>();
  for (const id of ['a', 'b', 'c', 'a', 'd']) countUp(counts, id, 3);
  expect([...counts]).toEqual([
    ['c', 1],
    ['a', 2],
    ['d', 1],
  ]);
  for (let run = 0; run < 5000; run += 1) countUp(counts, `cancelled-${run}`);
  expect(counts.size).toBe(1000);
});
