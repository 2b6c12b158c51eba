import { cleanPage } from '../clean-page.ts';
import { rstBlocks } from '../markup/rst-blocks.ts';
import { pageOf } from '../page-of.ts';
import type { Reader } from './reader.ts';

export const restructuredText: Reader = {
  name: 'reStructuredText',
  endings: ['rst', 'rest'],
  mediaTypes: ['text/x-rst', 'text/prs.fallenstein.rst'],
  isText: true,
  read(file) {
    const { text } = cleanPage({ path: 'a.txt', mediaType: 'text/plain', text: file.text() });
    return file.asText ? { title: '', description: '', text } : pageOf(rstBlocks(text), { path: file.path });
  },
};
