import { cleanPage } from '../clean-page.ts';
import type { Reader } from './reader.ts';

export const plainText: Reader = {
  name: 'plain text',
  endings: ['txt', 'text', 'log'],
  mediaTypes: ['text/plain'],
  isText: true,
  read: ({ path, text }) => cleanPage({ path, mediaType: 'text/plain', text: text() }),
};
