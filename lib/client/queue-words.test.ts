import { expect, test } from 'vitest';
import { queueWords } from './queue-words.ts';

test.each<[number, number | null, string]>([
  [1, null, 'Next in line'],
  [4, null, 'Number 4 in line'],
  [1, 0, 'Next in line, begins in a moment'],
  [2, 31, 'Number 2 in line, begins in about 30 seconds'],
  [2, 55, 'Number 2 in line, begins in about a minute'],
  [12, 290, 'Number 12 in line, begins in about 5 minutes'],
  [300, 3600, 'Number 300 in line, begins in about an hour'],
  [900, 9_000, 'Number 900 in line, begins in about 3 hours'],
])('place %i, %s seconds: %s', (place, starts_in_seconds, words) => {
  expect(queueWords({ place, starts_in_seconds, ahead: false })).toBe(words);
});
