import { expect, test } from 'vitest';
import { readInline } from './read-inline.ts';

const words = (text: string) =>
  readInline(text, { isWhole: true })
    .spans.map(({ text }) => text)
    .join('');

test.each([
  ['a `code *with* marks` b', 'a code *with* marks b'],
  ['`` a ` b ``', 'a ` b'],
  ['**bold with `**` inside** and __more__', 'bold with ** inside and more'],
  ['*one* _two_ snake_case_name 2*3*4', 'one two snake_case_name 234'],
  ['***', '***'],
  ['** a **', '** a **'],
  ['\\*not\\* \\[a](b) C:\\dir', '*not* [a](b) C:\\dir'],
  ['![an image](https://e.com/i.png)!', 'an image!'],
  ['[https://e.com](https://e.com) [here](#part)', 'https://e.com here'],
  ['[a **b**](<https://e.com/x y> "title")', 'a b (https://e.com/x y)'],
  ['[wiki](https://e.com/A_(b))', 'wiki (https://e.com/A_(b))'],
  ['[12](#cite-12)[3](#cite-3)', '[12][3]'],
  ['[note] and [x] (y)', '[note] and [x] (y)'],
  ['<mailto:a@e.com> <b> a < b', 'mailto:a@e.com <b> a < b'],
  ['[broken](a b c)', '[broken](a b c)'],
  ['*open', '*open'],
  ['`open', '`open'],
])('%s reads as %s', (markdown, text) => {
  expect(words(markdown)).toBe(text);
});

test.each([
  'a *b',
  'a `b',
  'a [b',
  'a [b]',
  'a [b](',
  'a [b](https://e',
  'a **b*',
  'a \\',
  'a !',
  'a <https://e',
])('what may still become something else is held back: %s', (text) => {
  const { spans, rest } = readInline(text, { isWhole: false });
  expect(spans.map((span) => span.text).join('')).toBe('a ');
  expect(rest).toBe(text.slice(2));
});
