import { pageOf } from '../page-of.ts';
import type { Reader } from './reader.ts';

export const epub: Reader = {
  name: 'an EPUB book',
  endings: ['epub'],
  mediaTypes: ['application/epub+zip'],
  isText: false,
  async read(file) {
    const { readBook } = await import('../office/read-book.ts');
    const { blocks, ...rest } = readBook(file);
    return pageOf(blocks, { path: file.path, ...rest });
  },
};
