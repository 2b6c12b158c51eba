import { expect, it } from 'vitest';
import { meaningOf, nearness } from './word-vectors.ts';

const near = (one: string, other: string) => nearness(meaningOf(one), meaningOf(other));

it.each([
  ['How do I shorten a long text?', 'Truncate a string to a maximum length.', 'Rename a file in the folder.'],
  ['Can I cancel a call that hangs?', 'Abort a request after a timeout.', 'The colour of a button on hover.'],
  [
    'Who may see my pictures?',
    'Photos are visible to invited users only.',
    'The index is rebuilt each night.',
  ],
])('holds “%s” for nearer to the text that says it in other words', (question, meant, other) => {
  expect(near(question, meant)).toBeGreaterThan(near(question, other) + 0.1);
});

it('gives vectors of length 1, and the nearness of a text to itself is 1', () => {
  expect(near('A rose is a rose.', 'A rose is a rose.')).toBeCloseTo(1, 5);
  expect(Math.abs(near('An index of words', 'Ships at sea'))).toBeLessThan(1);
});

it('knows nothing of a text without a word of its vocabulary', () => {
  expect(meaningOf('')).toBeUndefined();
  expect(meaningOf('你好')).toBeUndefined();
  expect(near('你好', 'Hello')).toBe(0);
});

it('reads no more than the beginning of an endless text', () => {
  const start = 'word '.repeat(512);
  expect(near(start, `${start}${'ship '.repeat(5000)}`)).toBeCloseTo(1, 5);
});
