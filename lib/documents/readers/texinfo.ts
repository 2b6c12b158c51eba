import { cleanPage } from '../clean-page.ts';
import { texinfoBlocks } from '../markup/texinfo-blocks.ts';
import { pageOf } from '../page-of.ts';
import type { Reader } from './reader.ts';

export const texinfo: Reader = {
  name: 'Texinfo',
  endings: ['texi', 'texinfo', 'txi'],
  mediaTypes: ['application/x-texinfo', 'text/x-texinfo'],
  isText: true,
  read(file) {
    const { text } = cleanPage({ path: 'a.txt', mediaType: 'text/plain', text: file.text() });
    if (file.asText) return { title: '', description: '', text };
    const { title, blocks } = texinfoBlocks(text);
    return pageOf(blocks, { path: file.path, title });
  },
};
