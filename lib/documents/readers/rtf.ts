import { pageOf } from '../page-of.ts';
import { unreadError } from '../unread.ts';
import type { Reader } from './reader.ts';

const mostBytes = 50 * 2 ** 20;

export const rtf: Reader = {
  name: 'rich text (RTF)',
  endings: ['rtf'],
  mediaTypes: ['application/rtf', 'text/rtf'],
  isText: false,
  async read(file) {
    if (file.sizeBytes > mostBytes) throw unreadError('too-large', 'It is larger than 50 MB.');
    const { rtfBlocks } = await import('../markup/rtf-blocks.ts');
    const source = file.part(0, file.sizeBytes).toString('latin1');
    if (!source.startsWith('{\\rtf'))
      throw unreadError('damaged', 'It is damaged: it does not begin as rich text.');
    const { blocks, title } = rtfBlocks(source);
    return pageOf(blocks, { path: file.path, title });
  },
};
