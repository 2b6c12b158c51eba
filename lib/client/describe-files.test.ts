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
    '18 of 20 files looked at, 12 can be searched; 4 are not read: 3 of a kind that is not read, 1 without text',
  );
});

test('while files are read, their number stays as it is, whatever they turn out to be', () => {
  const told = (read: number, index: number) =>
    describeFiles({
      seen: 777,
      read,
      waiting: 777 - read - index,
      unread: index === 0 ? [] : [{ reason: 'index', count: index, examples: [] }],
    });
  expect(told(0, 0)).toBe('0 of 777 files looked at, 0 can be searched');
  expect(told(630, 130)).toBe('760 of 777 files looked at, 630 can be searched');
  expect(told(647, 130)).toBe('647 of 647 files can be searched');
});

test('examples say how many they stand for', () => {
  expect(nameExamples({ examples: ['a', 'b'], count: 2 })).toBe('a, b');
  expect(nameExamples({ examples: ['a', 'b'], count: 7 })).toBe('a, b and 5 more');
});
