import { cleanPage, cleanPageAsText } from '../clean-page.ts';
import type { Reader } from './reader.ts';

export const markdown: Reader = {
  name: 'Markdown',
  endings: ['md', 'mdx', 'markdown', 'mdown', 'mkd'],
  mediaTypes: ['text/markdown', 'text/x-markdown', 'text/mdx'],
  isText: true,
  read({ path, asText, text }) {
    const dialect = /\.mdx$/i.test(path) ? 'mdx' : 'markdown';
    return (asText ? cleanPageAsText : cleanPage)({ path, mediaType: `text/${dialect}`, text: text() });
  },
};
