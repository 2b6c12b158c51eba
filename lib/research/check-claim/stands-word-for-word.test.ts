import { expect, test } from 'vitest';
import { copiesQuotes } from './stands-word-for-word.ts';

test('a claim of an entry’s name and a sentence in it is a copy of both quotes, in their order alone', () => {
  const quotes = ['- -q, --quiet', 'Says nothing at all.'];
  expect(copiesQuotes('-q, --quiet Says nothing at all.', quotes)).toBe(true);
  expect(copiesQuotes('Says nothing at all.', quotes)).toBe(true);
  expect(copiesQuotes('Says nothing at all. -q, --quiet', quotes)).toBe(false);
  expect(copiesQuotes('-q, --quiet Says nothing.', quotes)).toBe(false);
  expect(copiesQuotes('-q, --quiet Says nothing at all.', quotes.slice(1))).toBe(false);
});

test('the signs of a block quote and of escaped markup are no words of a claim', () => {
  expect(
    copiesQuotes('--path=\\<file>  \n>   Reads the *file*.', ['- --path=<file>\n  Reads the *file*.']),
  ).toBe(true);
  expect(copiesQuotes('Ends at \\\\-- and a > b.', ['Ends at \\-- and a > b.'])).toBe(true);
  expect(copiesQuotes('a b.', ['a > b.'])).toBe(false);
});
