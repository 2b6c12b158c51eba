import { expect, test } from 'vitest';
import { htmlPage } from './html-blocks.ts';

const wordsOf = (inner: string) =>
  htmlPage(`<html><body><h1>Keys</h1><p>Press ${inner} to print.</p></body></html>`, { isOwn: true })
    .blocks.flatMap((block) => (block.kind === 'paragraph' ? [block.words] : []))
    .join(' ');
const form = (words: string, isHidden = true) => `<span${isHidden ? ' hidden' : ''}>${words}</span>`;

test('of words in several forms that a script chooses among, all are read', () => {
  expect(wordsOf(`<span>${form('Command')} ${form('Ctrl')}</span>+P`)).toMatch(/Command ?\/Ctrl\+P to print/);
});

test.each([
  ['one of them is shown', `<span>${form('Command')}${form('Ctrl', false)}</span>`, 'Press Ctrl to print.'],
  ['there is but one', `<span>${form('Command')}</span>`, 'Press to print.'],
  ['words stand beside them', `<span>${form('a')}the key${form('b')}</span>`, 'Press the key to print.'],
])('what is hidden stays so where %s', (_, inner, words) => expect(wordsOf(inner)).toBe(words));

test('a page of many forms is read in a time that grows with its length', () => {
  const box = `<span>${form('a')}${form('b')}</span>`;
  expect(wordsOf(box.repeat(5_000))).toContain('a/ba/b');
  expect(wordsOf(`<span>${form('a').repeat(5_000)}</span>`)).toContain('a/a/a');
});
