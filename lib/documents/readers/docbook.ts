import { cleanPageAsText } from '../clean-page.ts';
import { readPrologue } from '../markup/docbook/entities.ts';
import { readDocument } from '../markup/docbook/read-document.ts';
import type { Reader } from './reader.ts';

export const docbook: Reader = {
  name: 'DocBook',
  endings: ['docbook', 'dbk'],
  mediaTypes: ['application/docbook+xml'],
  isText: true,
  read({ path, asText, text }) {
    const words = text();
    if (asText) return cleanPageAsText({ path, mediaType: 'text/html', text: words, isOwn: true });
    return readDocument(readPrologue(words), path);
  },
};
