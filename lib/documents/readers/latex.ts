import { latexBlocks } from '../markup/latex-blocks.ts';
import { pageOf } from '../page-of.ts';
import type { Reader } from './reader.ts';

export const latex: Reader = {
  name: 'LaTeX',
  endings: ['tex', 'ltx', 'latex'],
  mediaTypes: ['application/x-tex', 'text/x-tex'],
  isText: true,
  read(file) {
    const text = file.text();
    if (file.asText) return { title: '', description: '', text };
    const { blocks, title, author } = latexBlocks(text);
    return pageOf(blocks, { path: file.path, title, about: { author } });
  },
};
