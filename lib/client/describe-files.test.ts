import { expect, test } from 'vitest';
import { describeFiles, nameExamples } from './describe-files.ts';

test('what is not read is told by reason, and what is left out on purpose is no fault', () => {
  expect(describeFiles({ seen: 1, read: 1, waiting: 0, unread: [] })).toBe('1 of 1 file can be searched');
  expect(
    describeFiles({
      seen: 20,
      read: 12,
      waiting: 2,
      unread: [
        { reason: 'kind', count: 3, examples: ['a.jpg'] },
        { reason: 'empty', count: 1, examples: ['b.md'] },
        { reason: 'hidden', count: 2, examples: ['.git/'] },
      ],
    }),
  ).toBe(
    '12 of 18 files can be searched; 2 are still to be read; 4 are not read: 3 of a kind that is not read, 1 without text',
  );
});

test('examples say how many they stand for', () => {
  expect(nameExamples({ examples: ['a', 'b'], count: 2 })).toBe('a, b');
  expect(nameExamples({ examples: ['a', 'b'], count: 7 })).toBe('a, b and 5 more');
});
