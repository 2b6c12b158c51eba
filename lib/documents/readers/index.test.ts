import { readdirSync } from 'node:fs';
import { expect, test } from 'vitest';
import { readFile } from '../read-file.ts';
import { readerOf, readers } from './index.ts';
import type { Reader } from './reader.ts';

const noReader = ['index.ts', 'reader.ts', 'sniff-kind.ts'];

test('every reader stands in the list', async () => {
  const files = readdirSync(import.meta.dirname).filter(
    (name) => name.endsWith('.ts') && !name.endsWith('.test.ts') && !noReader.includes(name),
  );
  const exported: Reader[] = [];
  for (const name of files)
    exported.push(...(Object.values(await import(/* @vite-ignore */ `./${name}`)) as Reader[]));
  expect(new Set(exported.filter((value) => 'endings' in value))).toEqual(new Set(readers));
  expect(exported).toHaveLength(readers.length);
});

test('an ending and a media type belong to one reader each', () => {
  for (const each of ['endings', 'mediaTypes'] as const) {
    const all = readers.flatMap((reader) => reader[each]);
    expect(all).toEqual([...new Set(all)]);
    expect(all.join()).toBe(all.join().toLowerCase());
  }
});

test.each([
  ['notes/A.B.MD', 'Markdown'],
  ['README', 'plain text'],
  ['docs/LICENSE', 'plain text'],
  ['.md', 'Markdown'],
  ['a/Makefile', 'source code'],
  ['a.SRT', 'subtitles'],
  ['library/json.rst.txt', 'reStructuredText'],
  ['scan.pdf.txt', 'plain text'],
  ['v1.2.txt', 'plain text'],
  ['photo', undefined],
  ['a.exe', undefined],
])('%s is read as %s', (path, name) => {
  expect(readerOf(path)?.name).toBe(name);
});

test.each([
  ['letter.doc', 'Files of this kind cannot be read: save it as .docx or PDF.'],
  ['a.b/Mail.MSG', 'Files of this kind cannot be read: save it as .eml.'],
  ['a.exe', 'Files of this kind cannot be read.'],
])('of %s it is said what to do about it', async (path, words) => {
  expect(await readFile({ path, text: 'x' })).toEqual({ reason: 'kind', words });
});
