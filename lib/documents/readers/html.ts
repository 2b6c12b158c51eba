import { cleanPage, cleanPageAsText } from '../clean-page.ts';
import type { Reader } from './reader.ts';

export const html: Reader = {
  name: 'HTML',
  endings: ['html', 'htm', 'xhtml', 'shtml'],
  mediaTypes: ['text/html', 'application/xhtml+xml'],
  isText: true,
  read({ path, asText, text, contentType }) {
    const isOwn = !contentType;
    return (asText ? cleanPageAsText : cleanPage)({ path, mediaType: 'text/html', text: text(), isOwn });
  },
};
