import { cleanPage, cleanPageAsText } from '../clean-page.ts';
import { isLinkIndex } from '../link-index.ts';
import { indexError } from '../unread.ts';
import type { Reader } from './reader.ts';

export const html: Reader = {
  name: 'HTML',
  endings: ['html', 'htm', 'xhtml', 'shtml'],
  mediaTypes: ['text/html', 'application/xhtml+xml'],
  isText: true,
  read({ path, asText, text: read, contentType }) {
    const isOwn = !contentType;
    const text = read();
    if (isOwn && isLinkIndex(text)) throw indexError();
    return (asText ? cleanPageAsText : cleanPage)({ path, mediaType: 'text/html', text, isOwn });
  },
};
