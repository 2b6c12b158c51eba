import { expect, test } from 'vitest';
import { writeBlocks } from '../write-blocks.ts';
import { rtfBlocks } from './rtf-blocks.ts';

const read = (source: string) => writeBlocks(rtfBlocks(source).blocks);

test('headings, lists, tables and fields are what they are, and what is hidden is left out', () => {
  const { blocks, title } = rtfBlocks(
    String.raw`{\rtf1\ansi\ansicpg1251{\fonttbl{\f0 Times;}}{\*\generator X;}{\info{\title A letter}{\author Me}}
{\header On every page\par}\pard\outlinelevel1\b Heading\b0\par
\pard The harbour {\field{\*\fldinst HYPERLINK "https://a.example"}{\fldrslt took in}} 412\~ships\emdash all. \'cf\'f0\'e8\'e2\'e5\'f2\par
{\listtext\bullet\tab}First\par{\listtext\bullet\tab}Second\par
\pard\intbl Harbour\cell Ships\cell\row Norling\cell 412\cell\row
\pard A \{brace\} and a \\ sign.{\pict\pngblip 89504e47}\par}`,
  );
  expect(title).toBe('A letter');
  expect(writeBlocks(blocks)).toBe(
    '## Heading\n\nThe harbour took in 412 ships—all. Привет\n\n- First\n- Second\n\n| Harbour | Ships |\n| --- | --- |\n| Norling | 412 |\n\nA {brace} and a \\ sign.\n',
  );
});

test.each([
  [
    'the sign that stands in for one of Unicode is left out',
    String.raw`{\rtf1 A\u8364?B\uc2\u8364 xyC\par}`,
    'A€B€C\n',
  ],
  ['negative numbers are signs beyond 32767', String.raw`{\rtf1 \u-10179?\u-8704?\par}`, '😀\n'],
  ['bytes of Japanese', String.raw`{\rtf1\ansicpg932 \'82\'b3\'82\'ad\'82\'e7\par}`, 'さくら\n'],
  ['a code page that nobody knows', String.raw`{\rtf1\ansicpg99999 caf\'e9\par}`, 'café\n'],
  ['binary data is passed over', '{\\rtf1 A\\bin5 {{{{{B\\par}', 'AB\n'],
  ['groups that are never closed', String.raw`{\rtf1 {\b {\i deep`, 'deep\n'],
  ['groups that were never opened', String.raw`{\rtf1 one}}}} two\par`, 'one two\n'],
  ['nothing at all', '{\\rtf1}', ''],
])('%s', (_, source, text) => {
  expect(read(source)).toBe(text);
});

test('a million groups, and words without an end, are read in no time', () => {
  expect(read(`{\\rtf1 ${'{'.repeat(1_000_000)}deep`)).toBe('deep\n');
  expect(read(`{\\rtf1 ${'\\'.repeat(1_000_001)}`).length).toBeGreaterThan(0);
  expect(read(`{\\rtf1 \\bin999999999 ${'x'.repeat(1000)}`)).toBe('');
  expect(read(`{\\rtf1 ${"\\'e9".repeat(300_000)}\\par}`)).toHaveLength(300_001);
});
