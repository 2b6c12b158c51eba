import { expect, test } from 'vitest';
import { nextTryWords } from './next-try-words.ts';

test.each([
  [undefined, ''],
  ['2026-01-01T00:00:00Z', ''],
  ['2026-01-01T00:01:01Z', 'It is asked again in 1 s.'],
  ['2026-01-01T00:02:00.5Z', 'It is asked again in 61 s.'],
  ['2026-01-01T00:11:00Z', 'It is asked again in 10 minutes.'],
  ['no date', ''],
])('of a source that is asked again at %s one reads: %s', (nextTryAt, words) => {
  expect(nextTryWords(nextTryAt, '2026-01-01T00:01:00Z')).toBe(words);
});
