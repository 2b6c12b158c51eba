import { clip } from '#lib/text/clip.ts';
import { markdownBlocks } from '../markdown-blocks.ts';
import { pageOf } from '../page-of.ts';
import { unreadError } from '../unread.ts';
import type { PageBlock } from '../write-blocks.ts';
import type { Reader } from './reader.ts';

type Cell = { cell_type?: string; source?: string | string[]; outputs?: Output[] };
type Output = { text?: string | string[]; data?: Record<string, string | string[]> };
const longestOutput = 5000;

export const notebook: Reader = {
  name: 'a notebook',
  endings: ['ipynb'],
  mediaTypes: ['application/x-ipynb+json'],
  isText: false,
  read(file) {
    const { cells, language } = parse(file.text());
    return pageOf(
      cells.flatMap((cell) => cellBlocks(cell, language)),
      { path: file.path },
    );
  },
};

function parse(text: string): { cells: Cell[]; language: string } {
  try {
    const book = JSON.parse(text) as {
      cells?: Cell[];
      worksheets?: { cells?: Cell[] }[];
      metadata?: { kernelspec?: { language?: string }; language_info?: { name?: string } };
    };
    const cells = book.cells ?? book.worksheets?.flatMap((sheet) => sheet.cells ?? []);
    if (!Array.isArray(cells)) throw new Error('no cells');
    const { language_info, kernelspec } = book.metadata ?? {};
    return { cells, language: language_info?.name ?? kernelspec?.language ?? '' };
  } catch {
    throw unreadError('damaged', 'It is damaged: it is no notebook.');
  }
}

function cellBlocks({ cell_type, source, outputs = [] }: Cell, language: string): PageBlock[] {
  const value = joined(source);
  if (cell_type === 'markdown') return markdownBlocks(value, 'md');
  if (cell_type !== 'code') return value ? [{ kind: 'paragraph', words: value }] : [];
  const shown = outputs.flatMap(({ text, data }) => {
    const whole = joined(text ?? data?.['text/plain']).trimEnd();
    const words =
      whole.length > longestOutput ? `${clip(whole, longestOutput)}\n… (the output goes on)` : whole;
    return words ? [{ kind: 'code', language: 'output', value: words } as const] : [];
  });
  return value.trim() ? [{ kind: 'code', language, value: value.trimEnd() }, ...shown] : shown;
}

const joined = (text: string | string[] | undefined): string =>
  Array.isArray(text) ? text.join('') : String(text ?? '');
