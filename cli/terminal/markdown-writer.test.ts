import { expect, test } from 'vitest';
import { createMarkdownWriter } from './markdown-writer.ts';

function render(
  markdown: string,
  { width = 40, hasColor = false, chunk = markdown.length || 1 } = {},
): string {
  let written = '';
  const writer = createMarkdownWriter({
    width: () => width,
    hasColor,
    write: (text) => {
      written += text;
    },
  });
  for (let at = 0; at < markdown.length; at += chunk) writer.write(markdown.slice(at, at + chunk));
  writer.end();
  return written;
}

const report = [
  'The AI SDK streams text with `streamText`, and **the answer** is a *Response*.[1](#cite-1) A second sentence.[2](#cite-2)',
  '',
  '## How a route handler streams',
  '',
  '- One item that is long enough to be broken over two lines.[1](#cite-1)',
  '- Another with 2 \\* 3 and snake_case_name',
  '1. First',
  '',
  '```ts',
  "import { streamText } from 'ai'; // a line of code that is longer than the terminal",
  '',
  '  return result;',
  '```',
  '',
  '> Quoted words.',
  '',
  '| Name | Meaning |',
  '|------|:-------:|',
  '| a | `one` |',
  '',
  'See [the docs](https://example.com/a) and <https://example.com/b>.',
].join('\n');

test('a report reads well without colour: wrapped, marks short, code whole, tables aligned', () => {
  expect(render(report)).toBe(`The AI SDK streams text with streamText,
and the answer is a Response.[1] A
second sentence.[2]

How a route handler streams

• One item that is long enough to be
  broken over two lines.[1]
• Another with 2 * 3 and snake_case_name
1. First

    import { streamText } from 'ai'; // a line of code that is longer than the terminal

      return result;

│ Quoted words.

Name  Meaning
────  ───────
a     one

See the docs (https://example.com/a) and
https://example.com/b.
`);
});

test.each([1, 2, 3, 7])('written in pieces of %i characters it comes out the same', (chunk) => {
  expect(render(report, { chunk })).toBe(render(report));
  expect(render(report, { chunk, hasColor: true })).toBe(render(report, { hasColor: true }));
});

test('no line of prose is wider than the terminal, at any width', () => {
  for (const width of [20, 40, 80, 120]) {
    const prose = render(report.replace(/```[\s\S]*?```|<.*?>|\(https.*?\)|\|.*\|\n?/g, ''), { width });
    expect(prose.split('\n').filter((line) => line.length > width)).toEqual([]);
  }
});

test('words show up before their sentence or line has ended', () => {
  let written = '';
  const writer = createMarkdownWriter({
    width: () => 80,
    hasColor: false,
    write: (text) => {
      written += text;
    },
  });
  writer.write('The first words of a sen');
  expect(written).toBe('The first words of a');
  writer.write('tence. ');
  expect(written).toBe('The first words of a sentence.');
});

test('headings are bold, code cyan and citation marks dim on a colour terminal', () => {
  expect(render('# A b\n\n`c`[1](#cite-1)', { hasColor: true })).toBe(
    '\x1b[1mA\x1b[0m \x1b[1mb\x1b[0m\n\n\x1b[36mc\x1b[0m\x1b[2m[1]\x1b[0m\n',
  );
});

test('escape sequences and direction marks in a text never reach the terminal', () => {
  const hostile = 'a\x1b]0;owned\x07b \x1b[2J\x9bc \u202Egnp.exe\n\n```\n\x1b[31mred\n```\n';
  // biome-ignore lint/suspicious/noControlCharactersInRegex: these must not be there
  expect(render(hostile)).not.toMatch(/[\x00-\x09\x0b-\x1f\x7f-\x9f\u202e]/);
});

test('what was never closed stands as it was written', () => {
  expect(render('An *open mark, a `tick, a [bracket and 2 < 3\n\nNext')).toBe(
    'An *open mark, a `tick, a [bracket and 2\n< 3\n\nNext\n',
  );
});

test('lines that belong together are one paragraph; two spaces break a line', () => {
  expect(render('one\ntwo  \nthree\n\nfour')).toBe('one two\nthree\n\nfour\n');
});

test('a table wider than the terminal becomes lines of column and value', () => {
  const table =
    '| Setting | What it does |\n|---|---|\n| `PORT` | The port on which the dashboard listens |\n';
  expect(render(table)).toBe(
    '• Setting: PORT\n  What it does: The port on which the\n    dashboard listens\n',
  );
});

test('scripts without spaces are broken at the width that they take', () => {
  const lines = render('日本語のテキストは幅が二倍です。', { width: 20 }).trimEnd().split('\n');
  expect(lines).toEqual(['日本語のテキストは幅', 'が二倍です。']);
});

test('a rule is a line, at any speed of writing', () => {
  for (const chunk of [1, 99]) {
    expect(render('one\n\n---\n\n* * *\ntwo', { chunk, width: 10 })).toBe(
      `one\n\n${'─'.repeat(10)}\n\n${'─'.repeat(10)}\n\ntwo\n`,
    );
  }
});

test('an empty text writes nothing', () => {
  expect(render('')).toBe('');
});
