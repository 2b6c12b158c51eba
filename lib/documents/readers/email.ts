import { pageOf } from '../page-of.ts';
import { unreadError } from '../unread.ts';
import type { Reader } from './reader.ts';

const mostBytes = 50 * 2 ** 20;

export const email: Reader = {
  name: 'an e-mail',
  endings: ['eml'],
  mediaTypes: ['message/rfc822'],
  isText: false,
  async read(file) {
    if (file.sizeBytes > mostBytes) throw unreadError('too-large', 'It is larger than 50 MB.');
    const { mailBlocks } = await import('../mail-blocks.ts');
    const { blocks, ...rest } = await mailBlocks(file.part(0, file.sizeBytes));
    return pageOf(blocks, { path: file.path, ...rest });
  },
};
