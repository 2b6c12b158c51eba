import { expect, test } from 'vitest';
import { wayWords } from './way-words.ts';

test('a way is told page by page', () => {
  expect(
    wayWords([
      { url: 'a', title: 'Kestrel Society', by: 'title' },
      { url: 'b', title: 'Ada Quimby', by: 'link' },
    ]),
  ).toBe('Found through “Kestrel Society”, which names “Ada Quimby”, which links to it.');
  expect(wayWords(undefined)).toBe('');
});
