import { cleanPage, nameOf } from '../clean-page.ts';
import { codeBlocks } from '../code-blocks.ts';
import { pageOf } from '../page-of.ts';
import { settingBlocks } from '../setting-blocks.ts';
import type { Reader } from './reader.ts';

export const settings: Reader = {
  name: 'settings',
  endings: ['toml', 'ini', 'cfg', 'conf', 'properties'],
  mediaTypes: ['application/toml'],
  isText: true,
  read(file) {
    const { text } = cleanPage({ path: 'a.txt', mediaType: 'text/plain', text: file.text() });
    const title = nameOf(file.path);
    if (file.asText) return { title, description: '', text };
    return pageOf(settingBlocks(text) ?? codeBlocks(text, 'ini'), { path: file.path, title });
  },
};
