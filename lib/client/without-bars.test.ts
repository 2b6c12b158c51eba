import { expect, test } from 'vitest';
import { withoutBars } from './without-bars.ts';

test.each([
  ['| Serializable | no | 3 |', 'Serializable · no · 3'],
  ['| a \\| b |  |', 'a \\| b'],
  ['--quiet  \n>   Says > nothing.', '--quiet  \nSays > nothing.'],
  ['A sentence | with a bar.', 'A sentence | with a bar.'],
])('%j reads %j', (text, words) => {
  expect(withoutBars(text)).toBe(words);
});
