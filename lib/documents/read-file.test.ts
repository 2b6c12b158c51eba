import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { afterAll, expect, test } from 'vitest';
import { encodeText } from '#lib/testing/encode-text.ts';
import { readFile } from './read-file.ts';

const folder = mkdtempSync(path.join(os.tmpdir(), 'read-file-'));
afterAll(() => rmSync(folder, { recursive: true }));

const read = (name: string, bytes: string | Buffer) => {
  const file = path.join(folder, name);
  writeFileSync(file, bytes);
  return readFile({ path: name, file });
};

test('a text file is read in its own encoding, whatever kind of text it is', async () => {
  const words = 'Der Haushalt für Züge beträgt 900 € im Jahr.';
  for (const encoding of ['windows-1252', 'utf-16le', 'utf-16be']) {
    for (const name of ['plan.txt', 'plan.md', 'README', 'plan.html', 'plan.LOG']) {
      expect(await read(name, encodeText(words, encoding))).toMatchObject({
        text: expect.stringContaining(words),
      });
    }
  }
});

test('YAML that uses a part of it in hundreds of places is read, and what stands for more and more is not', async () => {
  const jobs = Array.from({ length: 300 }, (_, at) => `job${at}:\n  uses: *pump\n`).join('');
  expect(await read('ci.yaml', `base: &pump\n  name: Pump\n${jobs}`)).toMatchObject({
    text: expect.stringContaining('job299'),
  });
  const bomb = Array.from(
    { length: 20 },
    (_, at) => `a${at + 1}: &a${at + 1} [${`*a${at}, `.repeat(9)}*a${at}]\n`,
  );
  expect(await read('bomb.yaml', `a0: &a0 [lol]\n${bomb.join('')}`)).toMatchObject({ reason: 'damaged' });
});

test.each([
  ['an ending that nobody reads', 'a.xyz', 'words', 'kind'],
  [
    'a picture that is called a text',
    'a.txt',
    Buffer.from('\x89PNG\r\n\x1a\n\0\0\0\rIHDR', 'latin1'),
    'kind',
  ],
  ['nothing', 'a.md', '', 'empty'],
  ['blanks', 'a.html', '<p> </p>\n', 'empty'],
  [
    'noise',
    'a.txt',
    Buffer.from(Array.from({ length: 4000 }, (_, at) => (at * at * 31 + at * 7) % 251)),
    'encoding',
  ],
])('%s is no page, and the reason is said', async (_, name, bytes, reason) => {
  expect(await read(name, bytes)).toEqual({ reason, words: expect.stringMatching(/^[A-Z].+\.$/) });
});

test('a file that is gone is named as unreadable', async () => {
  expect(await readFile({ path: 'a.md', file: path.join(folder, 'gone.md') })).toMatchObject({
    reason: 'unreadable',
    words: 'It cannot be opened (ENOENT).',
  });
});

test('what the server says counts before the ending', async () => {
  const base64 = Buffer.from('<h2>Tides</h2><p>They turn.').toString('base64');
  expect(await readFile({ path: 'page.txt', base64, contentType: 'text/html; charset=utf-8' })).toMatchObject(
    {
      text: '## Tides\n\nThey turn.\n',
    },
  );
});

test('of a title without end the beginning is told', async () => {
  const title = 'word '.repeat(100_000);
  const page = await read(
    'title.html',
    `<html><head><title>${title}</title></head><body><p>Walrus have tusks.</p></body></html>`,
  );
  expect(page).toMatchObject({ text: 'Walrus have tusks.\n', title: title.slice(0, 1000) });
});
