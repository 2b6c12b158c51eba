import { expect, test } from 'vitest';
import { testQuotes } from '#lib/testing/quotes.ts';
import { groupQuotes, isNested, refersBack } from './group-quotes.ts';

const groups = (text: string) =>
  groupQuotes(testQuotes(text)).map(({ kind, quotes }) => [kind, ...quotes.map((quote) => quote.text)]);

test('a sentence that refers back comes with the one before it', () => {
  expect(groups('The cache is filled once. This happens at build time.')).toEqual([
    ['prose', 'The cache is filled once.'],
    ['prose', 'The cache is filled once.', 'This happens at build time.'],
  ]);
});

test('a sentence that refers back to nothing is not used', () => {
  expect(groups('# A\n\nThis happens at build time.')).toEqual([]);
  expect(groups('Before it.\n\n```ts\ncode();\n```\n\nThis code is called twice.').at(-1)?.[0]).toBe('code');
});

test('a list comes whole with its lead-in, which never stands alone', () => {
  expect(groups('When the limit is reached:\n\n- the rest is cut\n- a warning is logged')).toEqual([
    ['list', 'When the limit is reached:', '- the rest is cut', '- a warning is logged'],
  ]);
});

test('of a loose list each item that is a sentence can be taken by itself, the others cannot', () => {
  expect(groups('Good to know:\n\n- The limit applies per request, not in sum.\n- dark mode')).toEqual([
    ['list', '- The limit applies per request, not in sum.'],
  ]);
});

test('steps are taken whole or not at all', () => {
  const steps = Array.from(
    { length: 12 },
    (_, at) => `${at + 1}. Open the file that is called number ${at} and save it.`,
  );
  expect(groups(`Do this:\n\n${steps.slice(0, 3).join('\n')}`)).toHaveLength(1);
  expect(groups(`Do this:\n\n${steps.join('\n')}`)).toEqual([]);
});

test('an item that is inside another stays with it', () => {
  const long = 'word '.repeat(60);
  const text = `The options are:\n\n- The \`a\` option is used for pages.\n  - Default: 5 minutes\n- The \`b\` option is ${long}\n- The \`c\` option is ${long}`;
  expect(groups(text)[0]).toEqual(['list', '- The `a` option is used for pages.', '- Default: 5 minutes']);
});

test('a list that only a heading introduces has to say something', () => {
  expect(groups('# Limits\n\n- `locales`: 100 total locales\n- `domains`: 100 domains in all')).toHaveLength(
    1,
  );
  expect(groups('# Guides\n\n- Data fetching\n- Styling')).toEqual([]);
});

test('code comes with its lead-in; a lead-in that says something can do without the code', () => {
  const code = '```ts\nset();\n```';
  expect(groups(`Use the \`limit\` option to raise the limit:\n\n${code}`)).toEqual([
    ['prose', 'Use the `limit` option to raise the limit:'],
    ['code', 'Use the `limit` option to raise the limit:', code],
  ]);
  expect(groups(`For example:\n\n${code}`)).toEqual([]);
});

test('quotes of other pages or sections are never joined', () => {
  const [first] = testQuotes('The cache is filled once.', { url: 'doc://a' });
  const [second] = testQuotes('This happens at build time.', { url: 'doc://b', from: 2 });
  expect(groupQuotes([first, second].filter((quote) => quote !== undefined))).toHaveLength(1);
});

test.each([
  'However, it is not.',
  'Note: This was replaced.',
  'It is.',
  'For example, a page.',
  'These are kept.',
  'As shown above, it works.',
])('%j refers back', (text) => expect(refersBack(text)).toBe(true));

test.each([
  'By default, the size is 10MB.',
  'The `this` keyword.',
  '`it.only` runs one test.',
  'Item 5 is kept.',
])('%j does not refer back', (text) => expect(refersBack(text)).toBe(false));

test('only an indent makes an item nested', () => {
  const [outer, inner, next] = testQuotes('- outer\n  - inner\n- next');
  expect([isNested(outer, inner), isNested(inner, next), isNested(undefined, outer)]).toEqual([
    true,
    false,
    false,
  ]);
});
