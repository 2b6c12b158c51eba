import { expect, test } from 'vitest';
import { type PreparedPassage, prepareDocument } from './prepare-document.ts';

const prepare = (text: string, path = 'a.md') => {
  const document = prepareDocument({ path, text });
  return {
    ...document,
    passages: document.passages.flatMap((list) => JSON.parse(list) as PreparedPassage[]),
  };
};

test('a passage is found by its own words once and by the headings above it twice', () => {
  const { text, passages } = prepare('# Walrus\n\nTusks.\n\n## Diet\n\nClams and tusks, tusks.');
  expect(passages.map(({ start, end }) => text.slice(start, end))).toEqual([
    'Tusks.',
    'Clams and tusks, tusks.',
  ]);
  expect(passages.map(({ counts }) => counts)).toEqual([
    { tusk: 1, walrus: 2 },
    { clam: 1, tusk: 2, walrus: 2, diet: 2 },
  ]);
});

test('the sum of the counts is the length', () => {
  for (const { counts, termCount } of prepare('# A walrus\n\nTusks and more tusks.').passages) {
    expect(Object.values(counts).reduce((sum, count) => sum + count, 0)).toBe(termCount);
  }
});

test('what the author says a page is about counts for its first passage', () => {
  const { title, passages } = prepare(
    '---\ntitle: Walrus\ndescription: On sea mammals.\n---\nOne.\n\n## More\n\nTwo.',
  );
  expect(title).toBe('Walrus');
  expect(passages.map(({ counts }) => counts.mammal)).toEqual([2, undefined]);
});

test('words that are names of object members are words', () => {
  expect(prepare('constructor __proto__ toString').passages[0]?.counts).toMatchObject({
    constructor: 1,
    tostring: 1,
  });
});

test('a page without words has no passages', () => {
  expect(prepare('').passages).toEqual([]);
});

test('a heading that holds a whole text is told with the sections below it by its beginning only', () => {
  const heading = Array.from({ length: 50_000 }, (_, at) => `word${at}`).join(' ');
  const { text, passages } = prepare(`# ${heading}\n\n${'Walrus have tusks.\n\n'.repeat(20_000)}`);
  expect(text).toContain(heading);
  expect(passages.length).toBeGreaterThan(100);
  for (const passage of passages) expect(JSON.stringify(passage).length).toBeLessThan(20_000);
});
