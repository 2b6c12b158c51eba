import { expect, test } from 'vitest';
import { withoutBars } from './without-bars.ts';

test.each([
  ['| Serializable | no | 3 |', 'Serializable · no · 3'],
  ['| a \\| b |  |', 'a \\| b'],
  ['A sentence | with a bar.', 'A sentence | with a bar.'],
])('%j reads %j', (text, words) => {
  expect(withoutBars(text)).toBe(words);
});
