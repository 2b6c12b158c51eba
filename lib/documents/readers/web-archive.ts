import { cleanPage } from '../clean-page.ts';
import { unreadError } from '../unread.ts';
import type { Reader } from './reader.ts';

const mostBytes = 50 * 2 ** 20;

/** A page of the web that a browser has saved with all that belongs to it in one file. */
export const webArchive: Reader = {
  name: 'a saved web page (MHTML)',
  endings: ['mhtml', 'mht'],
  mediaTypes: ['multipart/related', 'application/x-mimearchive'],
  isText: false,
  async read(file) {
    if (file.sizeBytes > mostBytes) throw unreadError('too-large', 'It is larger than 50 MB.');
    const { default: PostalMime } = await import('postal-mime');
    const mail = await PostalMime.parse(file.part(0, file.sizeBytes), {
      maxNestingDepth: 50,
      maxHeadersSize: 2 ** 20,
    });
    if (!mail.html?.trim()) throw unreadError('damaged', 'It is damaged: it holds no page.');
    const page = cleanPage({ path: file.path, mediaType: 'text/html', text: mail.html });
    return page.title ? page : { ...page, title: mail.subject ?? '' };
  },
};
