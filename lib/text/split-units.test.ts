import { expect, test } from 'vitest';
import { splitUnits } from './split-units.ts';

const units = (text: string) =>
  splitUnits(text, { start: 0, end: text.length }).map(({ start, end, form }) => [
    form,
    text.slice(start, end),
  ]);
const sentences = (text: string) => units(text).map(([, words]) => words);

test('sentences, items, fences with their language, and tables are units; headings are none', () => {
  const text = '# T\n\nOne. Two.\n\n- item. still item\n  - nested\n\n```ts\na. B\n```\n\n| a |\n| - |';
  expect(units(text)).toEqual([
    ['sentence', 'One.'],
    ['sentence', 'Two.'],
    ['item', '- item. still item'],
    ['item', '- nested'],
    ['code', '```ts\na. B\n```'],
    ['table', '| a |\n| - |'],
  ]);
});

test.each([
  ['Use e.g. Next.js 16.4.5. Then go.', ['Use e.g. Next.js 16.4.5.', 'Then go.']],
  ['Call `a. B()` first. `c. D` is next.', ['Call `a. B()` first.', '`c. D` is next.']],
  ['Dr. Smith of the U.S. Navy said no. He left.', ['Dr. Smith of the U.S. Navy said no.', 'He left.']],
  ['See No. 5 on p. 7. Done.', ['See No. 5 on p. 7.', 'Done.']],
  ['Add routes, layouts, etc. They nest.', ['Add routes, layouts, etc.', 'They nest.']],
  ['Wait, what?! Yes. "Quoted." Next…', ['Wait, what?!', 'Yes.', '"Quoted."', 'Next…']],
  ['Node.js and package.json stay. It is 3.5 MB.', ['Node.js and package.json stay.', 'It is 3.5 MB.']],
  ['A line that\nis broken. Another.', ['A line that\nis broken.', 'Another.']],
])('%j keeps its sentences whole', (text, expected) => {
  expect(sentences(text)).toEqual(expected);
});

test('offsets count from the start of the whole text', () => {
  const text = '# T\n\n😀 one. Two.\n\nAfter.';
  const start = text.indexOf('😀');
  const inside = splitUnits(text, { start, end: text.indexOf('After') });
  expect(inside.map((unit) => text.slice(unit.start, unit.end))).toEqual(['😀 one.', 'Two.']);
});

test.each([
  ['a table', `| a |\n| - |\n${'| a row of the table |\n'.repeat(900)}`],
  ['code', `\`\`\`\n${'const a = 1;\n'.repeat(900)}\`\`\``],
  ['an item', `- ${'An item without end goes on. '.repeat(900)}`],
  ['code on one line', `\`\`\`\n${'x'.repeat(12_000)}\n\`\`\``],
])('no unit is longer than 5,000 characters, and nothing is lost: %s', (_name, text) => {
  const found = units(text).map(([, words]) => words ?? '');
  expect(Math.max(...found.map(({ length }) => length))).toBeLessThanOrEqual(5000);
  expect(found.join('').replace(/\s/g, '')).toBe(text.replace(/\s/g, ''));
});
