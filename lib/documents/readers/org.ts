import { cleanPage } from '../clean-page.ts';
import { orgBlocks } from '../markup/org-blocks.ts';
import { pageOf } from '../page-of.ts';
import type { Reader } from './reader.ts';

export const org: Reader = {
  name: 'an Org file',
  endings: ['org'],
  mediaTypes: ['text/org', 'text/x-org'],
  isText: true,
  read(file) {
    const { text } = cleanPage({ path: 'a.txt', mediaType: 'text/plain', text: file.text() });
    return file.asText ? { title: '', description: '', text } : pageOf(orgBlocks(text), { path: file.path });
  },
};
