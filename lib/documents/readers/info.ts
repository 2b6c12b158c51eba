import { decodeBytes } from '#lib/fetch-url/decode-text.ts';
import { indexMark, infoBlocks } from '../markup/info-blocks.ts';
import { pageOf } from '../page-of.ts';
import { indexError, unreadError } from '../unread.ts';
import { plainText } from './plain-text.ts';
import type { FileToRead, Reader } from './reader.ts';

export const info: Reader = {
  name: 'a GNU Info manual',
  // A long one is kept in parts, and the file without a number says where each node is.
  endings: ['info', ...Array.from({ length: 99 }, (_, at) => `info-${at + 1}`)],
  mediaTypes: ['application/x-info'],
  // Its bytes are no text where it has an index or pictures.
  isText: false,
  read(file) {
    const text = textOf(file);
    const has = (head: string) => text.includes(`\u001f\n${head}`);
    if (!has('File: ')) {
      if (has('Indirect:\n')) throw indexError();
      return plainText.read(file);
    }
    const { title, blocks } = infoBlocks(text);
    const [, part] = /\.info-(\d+)$/i.exec(file.path) ?? [];
    return pageOf(blocks, { path: file.path, title: part ? `${title}, part ${part}` : title });
  },
};

/** Its text with the marks of an index as one sign, and without those of pictures. */
function textOf({ part, sizeBytes }: FileToRead): string {
  const marked = part(0, sizeBytes)
    .toString('latin1')
    // biome-ignore lint/suspicious/noControlCharactersInRegex: so are they written
    .replace(/\0\x08\[index\0\x08\]/g, indexMark)
    // biome-ignore lint/suspicious/noControlCharactersInRegex: so are they written
    .replace(/\0\x08\[image[^\0]{0,4000}\0\x08\]/g, '');
  const text = decodeBytes(Buffer.from(marked, 'latin1'), { contentType: '' });
  if (text === undefined) throw unreadError('encoding', 'Its bytes are no text in any known encoding.');
  return text;
}
