import { expect, test } from 'vitest';
import { escapeMarkdown } from './escape-markdown.ts';

test.each([
  ['Use `a*b` and `x_y`.', 'Use `a*b` and `x_y`.'],
  ['snake_case and 2 * 3 stay.', 'snake_case and 2 * 3 stay.'],
  ['a *star* and _line_', 'a \\*star\\* and \\_line\\_'],
  ['<script>alert(1)</script>', '\\<script>alert(1)\\</script>'],
  ['if a < b', 'if a < b'],
  ['[label](http://x)', '\\[label](http://x)'],
  ['pages/[slug].js', 'pages/[slug].js'],
  ['a mark [q3] of nobody', 'a mark \\[q3] of nobody'],
  ['&amp; stays', '\\&amp; stays'],
  ['# no heading', '\\# no heading'],
  ['> no quote', '\\> no quote'],
  ['an odd ` tick', 'an odd \\` tick'],
  ['two\n  lines', 'two lines'],
  ['~~struck~~', '\\~\\~struck\\~\\~'],
])('%j becomes %j', (words, markdown) => {
  expect(escapeMarkdown(words)).toBe(markdown);
});

test('a list item keeps its marker', () => {
  expect(escapeMarkdown('- `a`: *b*')).toBe('- `a`: \\*b\\*');
  expect(escapeMarkdown('12. twelve')).toBe('12. twelve');
});
