import { expect, test } from 'vitest';
import { startStopwatch } from '#lib/testing/stopwatch.ts';
import { withoutMarkup } from './without-markup.ts';

const read = (text: string) => withoutMarkup(text).replace(/\s+/g, ' ').trim();

test.each([
  ['<script>alert(1)</script>', ''],
  ['What does <script src="x">alert(1)</script> the ferry do?', 'What does the ferry do?'],
  ['<p>How do I <b>lock</b> a <a href="x">file</a>?<br/>', '<p>How do I lock a file ?'],
  ['<div><div>How do I lock it?</div></div>', 'How do I lock it?'],
])('tags are no words: %j', (text, words) => expect(read(text)).toBe(words));

test.each([
  'How do I add a <script> tag to a page?',
  'What is the difference between <b> and <strong>?',
  'What does git checkout <branch> do?',
  'Is Map<string, number> one type?',
  'Is 1 < 2 and 3 > 2?',
])('a tag that is only named is one: %s', (text) => expect(read(text)).toBe(text));

test('hostile text is read in time that grows with its length', () => {
  const stopwatch = startStopwatch();
  for (const piece of ['<', '<a ', '<a-', '</', '</script', '<script>', '</a>', '<script></script>'])
    withoutMarkup(piece.repeat(200_000 / piece.length));
  expect(stopwatch.ms()).toBeLessThan(3_000);
});
