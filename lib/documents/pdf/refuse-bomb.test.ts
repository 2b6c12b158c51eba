import { deflateSync } from 'node:zlib';
import { expect, test } from 'vitest';
import { makePdf } from '#lib/testing/make-files/make-pdf.ts';
import { readFile } from '../read-file.ts';

const spaces = (megabytes: number) => Buffer.alloc(megabytes * 2 ** 20, 32);
const read = (pdf: Buffer) =>
  readFile({ path: 'a.pdf', base64: pdf.toString('base64'), contentType: 'application/pdf' });
const packedTwice = makePdf([[]], { streams: [deflateSync(deflateSync(spaces(200)))] })
  .toString('latin1')
  .replaceAll('/Filter/FlateDecode', '/Filter[/FlateDecode/FlateDecode]');

test.each([
  ['in one part', makePdf([[]], { streams: [deflateSync(spaces(300))] })],
  ['in many parts', makePdf([[]], { streams: Array<Buffer>(30).fill(deflateSync(spaces(40))) })],
  ['packed twice', Buffer.from(packedTwice, 'latin1')],
])('a PDF that unpacks to more than can be held is refused before it is read: %s', async (_, pdf) => {
  expect(await read(pdf)).toEqual({
    reason: 'too-large',
    words: 'It unpacks to more than is read of a PDF.',
  });
});

test('a PDF with a part of some megabytes is read, though it says nothing', async () => {
  const pdf = makePdf([[]], { streams: [deflateSync(spaces(4))] });
  expect(await read(pdf)).toMatchObject({ reason: 'empty' });
});
