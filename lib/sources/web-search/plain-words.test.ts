import { expect, test } from 'vitest';
import { dayIn, oneLine, withoutTags } from './plain-words.ts';

const now = Date.parse('2026-11-29T12:00:00Z');

test.each([
  ['2026-09-14', '2026-09-14'],
  ['2026-09-14T23:59:59-08:00', '2026-09-14'],
  ['Mon, 14 Sep 2026 23:00:00 GMT', '2026-09-14'],
  ['Sep 14, 2026', '2026-09-14'],
  ['3 days ago', '2026-11-26'],
  ['2 weeks ago', '2026-11-15'],
  ['5 hours ago', '2026-11-29'],
  ['yesterday, maybe', undefined],
  ['0000-00-00', undefined],
  ['', undefined],
  [null, undefined],
])('the day in %j is %j', (text, day) => {
  expect(dayIn(text, now)).toBe(day);
});

test('entities and marks are read, what only looks like a tag stays', () => {
  expect(withoutTags('<strong>a</strong> &lt;b&gt; &#x27;c&#39; &amp;amp; 1 < 2 &unknown;')).toBe(
    "a <b> 'c' &amp; 1 < 2 &unknown;",
  );
});

test('a line keeps the joiners of words and nothing that turns or hides them', () => {
  expect(oneLine('می\u200cخواهم\u202e 👩\u200d🚀\u200b\n\u0007x')).toBe('می\u200cخواهم 👩\u200d🚀 x');
  expect(oneLine(`${'a'.repeat(298)}😀b`)).toHaveLength(299);
});
