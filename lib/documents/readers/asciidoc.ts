import { cleanPage } from '../clean-page.ts';
import { adocBlocks } from '../markup/adoc-blocks.ts';
import { pageOf } from '../page-of.ts';
import type { Reader } from './reader.ts';

export const asciidoc: Reader = {
  name: 'AsciiDoc',
  endings: ['adoc', 'asciidoc', 'asc'],
  mediaTypes: ['text/asciidoc', 'text/x-asciidoc'],
  isText: true,
  read(file) {
    const { text } = cleanPage({ path: 'a.txt', mediaType: 'text/plain', text: file.text() });
    return file.asText ? { title: '', description: '', text } : pageOf(adocBlocks(text), { path: file.path });
  },
};
