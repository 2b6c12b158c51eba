import { expect, test } from 'vitest';
import { quotableUnits } from './quotable-units.ts';
import { isPiece } from './quoted-structure.ts';
import { showCode } from './split-code.ts';

const pieces = (text: string) =>
  quotableUnits(text, { start: 0, end: text.length })
    .filter(({ form }) => form === 'code')
    .map(({ start, end }) => text.slice(start, end));
const fence = (code: string, indent = '') =>
  `Use it like this:\n\n${['```ts', ...code.split('\n'), '```'].map((line) => (line ? indent + line : '')).join('\n')}\n\nThat is all.`;
const define = (name: string, lines: number) =>
  [`function ${name}() {`, ...Array.from({ length: lines - 2 }, (_, at) => `  step(${at});`), '}'].join('\n');

test('code of at most 24 lines is one piece, its fence with it', () => {
  const text = fence(`${define('one', 10)}\n\n${define('two', 11)}`);
  expect(pieces(text)).toEqual([text.slice(text.indexOf('```'), text.lastIndexOf('```') + 3)]);
});

test('longer code is quoted definition by definition, whole lines, without its fence', () => {
  const all = [define('one', 20), define('two', 15), define('three', 24)];
  expect(pieces(fence(all.join('\n\n')))).toEqual(all);
  expect(pieces(fence(all.join('\n\n'), '    '))).toEqual(all.map((code) => code.replace(/^/gm, '    ')));
});

test('a definition with blank lines in it stays whole up to 24 lines, and what is longer is cut between its own', () => {
  const short = `class Short {\n  a = 1;\n\n  b() {\n    return 1;\n  }\n}`;
  const method = (name: string) => define(name, 14).replace(/^/gm, '  ');
  const long = `class Long {\n${method('one')}\n\n${method('two')}\n\n${method('three')}\n}`;
  const [head, ...rest] = pieces(fence(`${define('first', 20)}\n\n${short}\n\n${long}`)).slice(1);
  expect(head).toBe(short);
  expect(rest).toEqual([`class Long {\n${method('one')}`, method('two'), `${method('three')}\n}`]);
});

test('short neighbours are one piece', () => {
  const lines = Array.from({ length: 30 }, (_, at) => `const value${at} = ${at};`);
  const found = pieces(fence(lines.join('\n\n')));
  expect(found.map((piece) => piece.split('\n').length)).toEqual([11, 11, 11, 11, 11]);
  expect(found.join('\n\n')).toBe(lines.join('\n\n'));
});

test('code without a blank line is one piece, however long', () => {
  const text = fence(define('one', 60));
  expect(pieces(text)).toEqual([text.slice(text.indexOf('```'), text.lastIndexOf('```') + 3)]);
});

test('of hundreds of lines none is lost, none is told twice, and no piece is longer than a short block', () => {
  const all = Array.from({ length: 90 }, (_, at) => define(`step${at}`, 3 + (at % 20)));
  const found = pieces(fence(all.join('\n\n')));
  const lines = (texts: string[]) => texts.flatMap((text) => text.split('\n').filter((line) => line.trim()));
  expect(lines(found).filter((line) => !line.startsWith('```'))).toEqual(lines(all));
  expect(Math.max(...found.map((piece) => piece.split('\n').length))).toBeLessThanOrEqual(24);
});

test('a piece is shown in a fence, as far to the left as it can stand, and a whole block in its own', () => {
  expect(showCode('    a\n      b')).toBe('```\na\n  b\n```');
  expect(showCode('  ```md\n  a\n  ```')).toBe('```md\na\n```');
  expect(showCode('const fence = "```";')).toBe('~~~~\nconst fence = "```";\n~~~~');
  expect(isPiece({ form: 'code', text: '~~~\na\n~~~' })).toBe(false);
  expect(isPiece({ form: 'sentence', text: 'a' })).toBe(false);
});
