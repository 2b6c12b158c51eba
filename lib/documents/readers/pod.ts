import { cleanPage } from '../clean-page.ts';
import { podBlocks } from '../markup/pod-blocks.ts';
import { pageOf } from '../page-of.ts';
import type { Reader } from './reader.ts';
import { sourceCode } from './source-code.ts';

export const pod: Reader = {
  name: "Perl's documentation",
  endings: ['pod', 'pm'],
  mediaTypes: ['text/x-pod'],
  isText: true,
  read(file) {
    const { text } = cleanPage({ path: 'a.txt', mediaType: 'text/plain', text: file.text() });
    if (file.asText) return { title: '', description: '', text };
    const { title, blocks } = podBlocks(text);
    // A module that nobody wrote documentation for.
    return blocks.length === 0 ? sourceCode.read(file) : pageOf(blocks, { path: file.path, title });
  },
};
