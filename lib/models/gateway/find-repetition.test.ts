import { expect, test } from 'vitest';
import { createRepetitionFinder } from './find-repetition.ts';

/** Whether a text is found to repeat itself, in pieces of a few characters. */
function finds(text: string): boolean {
  const finder = createRepetitionFinder();
  return (text.match(/[\s\S]{1,7}/g) ?? []).some((piece) => finder.push(piece));
}
const paragraph = Array.from(
  { length: 60 },
  (_, index) => `Sentence ${index} says ${index * 7} of it. `,
).join('');
const rows = Array.from({ length: 200 }, (_, index) => `| row ${index} | ${index * 3} | yes |\n`).join('');

test.each([
  ['a sentence', 'The answer is: 3.5 bar. '.repeat(100)],
  ['one character', '\n'.repeat(2_000)],
  ['a paragraph', `Before. ${paragraph.slice(0, 700).repeat(6)}`],
])('%s again and again is found', (_what, text) => {
  expect(finds(paragraph + text)).toBe(true);
});

test.each([
  ['a long text', paragraph.repeat(1)],
  ['a table of many rows alike', rows],
  ['a rule and a table head', `${paragraph}${'-'.repeat(400)}\n| --- | --- | --- | --- |\n${paragraph}`],
  ['a list whose items begin alike', rows.replaceAll('row', '- the same words stand here each time for')],
  ['a refrain', `${paragraph}${'And so it is. '.repeat(20)}`],
])('%s is let be', (_what, text) => {
  expect(finds(text)).toBe(false);
});
