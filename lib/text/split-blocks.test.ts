import { expect, test } from 'vitest';
import { splitBlocks } from './split-blocks.ts';

const kinds = (text: string) =>
  splitBlocks(text).map(({ start, end, kind }) => [kind, text.slice(start, end)]);

test('headings, paragraphs, items, fences and tables are blocks of their own', () => {
  const text =
    '# T\nwords\nmore\n- one\n  still one\n  - nested\n```ts x\n# no heading\n\n```\n| a |\n| - |\n\n1. first\n';
  expect(kinds(text)).toEqual([
    ['heading', '# T'],
    ['paragraph', 'words\nmore'],
    ['item', '- one\n  still one'],
    ['item', '  - nested'],
    ['code', '```ts x\n# no heading\n\n```'],
    ['table', '| a |\n| - |'],
    ['item', '1. first'],
  ]);
});

test('a fence ends only at a fence as long as its own, and an open one at the end of the range', () => {
  expect(kinds('````md\n```\n````\nafter')).toEqual([
    ['code', '````md\n```\n````'],
    ['paragraph', 'after'],
  ]);
  expect(kinds('```\nopen\n\nstill')).toEqual([['code', '```\nopen\n\nstill']]);
});

test('only the range asked for is looked at', () => {
  const text = 'before\n\ninside\n\nafter';
  expect(splitBlocks(text, { start: 8, end: 14 })).toEqual([{ start: 8, end: 14, kind: 'paragraph' }]);
});
