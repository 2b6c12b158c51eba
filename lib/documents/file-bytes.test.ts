import { mkdtempSync, realpathSync, rmSync, statSync, writeFileSync } from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { encodeText } from '#lib/testing/encode-text.ts';
import { longestPart, readTextParts } from './file-bytes.ts';

const { signal } = new AbortController();
let root: string;
beforeAll(() => {
  root = realpathSync(mkdtempSync(path.join(os.tmpdir(), 'file-bytes-')));
});
afterAll(() => rmSync(root, { recursive: true }));

async function partsOf(bytes: Uint8Array | string, { isTable = false } = {}): Promise<string[]> {
  const file = path.join(root, 'file');
  writeFileSync(file, bytes);
  const { size, mtimeMs } = statSync(file);
  const given = { url: 'doc://a', path: file, sizeBytes: size, modifiedMs: mtimeMs };
  return Array.fromAsync(readTextParts(given, { signal, isTable }));
}
/** Lines whose words take more than one byte in most encodings. */
const lines = (line: string, characters: number) =>
  Array.from({ length: Math.ceil(characters / line.length) }, (_, at) => `${at} ${line}\n`).join('');

test('a long text comes in parts that are it together, and none is longer than parts may be', async () => {
  const text = lines('Ein Zug fährt über die Brücke 😀.', 3_200_000);
  const parts = await partsOf(text);
  expect(parts.join('') === text).toBe(true);
  expect(parts.length).toBeGreaterThan(2);
  for (const part of parts) expect(part.length).toBeLessThanOrEqual(longestPart);
  for (const part of parts) expect(part).toMatch(/^\d+ Ein/);
});

test.each([
  ['windows-1251', 'Поезд идёт через мост и не останавливается.'],
  ['shift_jis', '列車は橋を渡り、止まらずに走り続けます。'],
  ['utf-16le', 'Поезд идёт через мост.'],
])('a long text in %s is read like one in UTF-8', async (encoding, line) => {
  const text = lines(line, 1_700_000);
  const bytes = encodeText(text, encoding);
  expect((await partsOf(bytes)).join('') === text).toBe(true);
});

test('a stray byte far behind spoils neither the text before it nor the one after it', async () => {
  const text = lines('Ein Zug fährt über die Brücke.', 1_700_000);
  const [before, after] = [Buffer.from(text), Buffer.from(`${text}Ende 😀`)];
  const parts = await partsOf(Buffer.concat([before, Buffer.from([0x80, 0x20]), after]));
  expect(parts.join('') === `${text}€ ${text}Ende 😀`).toBe(true);
});

test('bytes that are no text are told', async () => {
  const noise = Buffer.from(Array.from({ length: 100_001 }, (_, at) => (at * at * 31 + (at >> 3) * 7) % 256));
  await expect(partsOf(noise)).rejects.toMatchObject({ unread: { reason: 'encoding' } });
});

test('a table is cut between rows, also where cells hold line breaks, and each part has its head', async () => {
  const head = '"Part\nnumber",Shelf\n';
  const rows = Array.from({ length: 90_000 }, (_, at) => `"A\n${at}","row ""${at}"""\n`);
  const parts = await partsOf(head + rows.join(''), { isTable: true });
  expect(parts.length).toBeGreaterThan(1);
  for (const part of parts) expect(part.startsWith(`${head}"A\n`)).toBe(true);
  expect(parts.map((part) => part.slice(head.length)).join('') === rows.join('')).toBe(true);
});

test('a table with a quote that is never closed is cut all the same', async () => {
  const rows = Array.from({ length: 90_000 }, (_, at) => `${at},a pipe of 5" and more\n`);
  rows[1] = '1,"never closed\n';
  const parts = await partsOf(`number,what\n${rows.join('')}`, { isTable: true });
  expect(parts.length).toBeGreaterThan(1);
  const [first = '', ...others] = parts;
  expect(
    first + others.map((part) => part.slice('number,what\n'.length)).join('') ===
      `number,what\n${rows.join('')}`,
  ).toBe(true);
});
