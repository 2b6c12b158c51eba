import { expect, test } from 'vitest';
import { clipAtWord } from './clip-at-word.ts';

test('a text that fits stays as it is', () => {
  expect(clipAtWord('one two', 7)).toBe('one two');
});

test('a longer one is cut where a word ends, and says that it goes on', () => {
  expect(clipAtWord('one two three', 9)).toBe('one two …');
});

test('a word that is longer than all is cut in itself, and no sign of it in half', () => {
  expect(clipAtWord('a😀b', 2)).toBe('a …');
  expect(clipAtWord('abcdef', 3)).toBe('abc …');
});
