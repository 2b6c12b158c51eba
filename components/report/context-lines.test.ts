import { expect, test } from 'vitest';
import { contextLines } from './context-lines.ts';

const shown = (lines: ReturnType<typeof contextLines>) =>
  lines.map(
    ({ kind, parts }) =>
      `${kind}: ${parts.map(({ text, marked }) => (marked ? `[${text}]` : text)).join('')}`,
  );

test('the quote is marked in the middle of its line, and headings lose their signs', () => {
  const lines = contextLines({ before: '## Title\n\nOne. ', text: 'Two.', after: ' Three.\n\nNext' });
  expect(shown(lines)).toEqual(['heading: Title', 'text: One. [Two.] Three.', 'text: Next']);
});

test('a quoted block of code is code, line by line', () => {
  const lines = contextLines({ before: 'Look:\n\n', text: '```ts\na();\n\nb();\n```', after: '\n\nEnd' });
  expect(shown(lines)).toEqual(['text: Look:', 'code: [a();]', 'code: ', 'code: [b();]', 'text: End']);
});

test('an excerpt that begins inside a block of code knows it', () => {
  const lines = contextLines({ before: '# not a heading\n```\n\n', text: 'Two.', after: '\n```\nmore' });
  expect(shown(lines)).toEqual(['code: # not a heading', 'text: [Two.]', 'code: more']);
});
