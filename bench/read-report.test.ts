import { expect, test } from 'vitest';
import { comparable, firstParagraph, isQuoted, withoutOwnHeadings } from './read-report.ts';

const stands = (quote: string, text: string) => isQuoted(comparable(quote), comparable(text));

test('words are found through marks, escapes, links, list markers, block quotes and table cells', () => {
  expect(stands('the `--no-fonts` option', 'Start with the `--no-fonts`\n  option.[2](#cite-2)')).toBe(true);
  expect(stands('a_b is *not* c', 'a\\_b is \\*not\\* c')).toBe(true);
  expect(stands('See the manual, then go on', 'See [the manual](https://a.example/x), then go on')).toBe(
    true,
  );
  expect(
    stands('lists two: one and two', '> lists two:[1](#cite-1)\n>\n> - one\n> - and two[1](#cite-1)'),
  ).toBe(true);
  expect(stands('Speed 10 fast', '| Speed | 10 [1](#cite-1) | fast [1](#cite-1) |')).toBe(true);
  expect(stands('1. First things', '1\\. First things')).toBe(true);
  expect(stands('# apt update', '```\n# apt update\n```\n\n[1](#cite-1)')).toBe(true);
});

test('curly and straight quotation marks, apostrophes and dashes are the same', () => {
  expect(stands(`it's "done" - half`, 'It’s “done” – half')).toBe(true);
  expect(stands('It’s “done” — half', `it's "done" - half`)).toBe(true);
});

test('a figure at the edge of a quote is a whole one', () => {
  expect(stands('KeepAliveTimeout 5', 'KeepAliveTimeout 50')).toBe(false);
  expect(stands('5 minutes', 'after 15 minutes')).toBe(false);
  expect(stands('5 minutes', 'after 0.5 minutes')).toBe(false);
  expect(stands('within 4', 'within 4,300')).toBe(false);
  expect(stands('KeepAliveTimeout 5', 'KeepAliveTimeout 5 3 children')).toBe(true);
  expect(stands('size of 5', 'a size of 5. 3 are free')).toBe(true);
  expect(stands('5 minutes', '15 minutes at first, then 5 minutes')).toBe(true);
  expect(stands('Speed 5', '| Speed | 5 | 7 |')).toBe(true);
  expect(stands('', 'anything')).toBe(false);
});

test('the first paragraph is what stands first below the headings', () => {
  expect(firstParagraph('## Part\n\nFirst. Second.[1](#cite-1)\n\nThird.')).toBe(
    'First. Second.[1](#cite-1)',
  );
  expect(firstParagraph('## Part\nFirst.\n\nSecond.')).toBe('First.');
  expect(firstParagraph('- one\n- two\n\nThree.')).toBe('- one\n- two');
  expect(firstParagraph('1. one\n\n2. two\n\nThree.')).toBe('1. one\n2. two');
  expect(firstParagraph('')).toBe('');
});

test('of block quotes only the first paragraph counts', () => {
  expect(firstParagraph('### Page\n\n> one[1](#cite-1)\n>\n> two\n\n> three')).toBe('one[1](#cite-1)');
});

test('a lead-in is one paragraph with the list, the code or the table that it leads to, and no more', () => {
  expect(firstParagraph('Do this:[1](#cite-1)\n\n1. one\n2. two\n\nThree.')).toBe(
    'Do this:[1](#cite-1)\n1. one\n2. two',
  );
  const code = '```sh\n# first\n\nsecond\n```';
  expect(firstParagraph(`Do this:\n\n${code}\n\n[1](#cite-1)\n\nThree.`)).toBe(`Do this:\n${code}`);
  expect(firstParagraph(`${code}\n\nThree.`)).toBe(code);
  expect(firstParagraph('As said:\n\n| a |\n| --- |\n\nThree.')).toBe('As said:\n| a |\n| --- |');
  expect(firstParagraph('As said:\n\nMore words.')).toBe('As said:');
});

test('headings of the report are no answer, those of pages and comments in code are words of theirs', () => {
  const report =
    '## What is a fast-forward?\n\nNothing was found.\n\n### Page › Sets\n\n```\n# apt update\n## b\n```';
  expect(withoutOwnHeadings(report)).toBe(
    'Nothing was found.\n\n### Page › Sets\n\n```\n# apt update\n## b\n```',
  );
});
