import { isProse, printedBlocks } from './markup/manual-blocks.ts';
import type { PageBlock } from './write-blocks.ts';

const longestName = 200;
const namesDepth = 6;

/**
 * A page whose words mostly stand in preformatted lines (a printed manual, made into HTML) with these lines read as text
 * is, by their indents, each below the short line that names it. On other pages such blocks are code, and stay.
 */
export function readPrinted(blocks: readonly PageBlock[]): PageBlock[] {
  const isPrinted = blocks.map(
    (block) => block.kind === 'code' && !block.language && isProse(block.value.split('\n')),
  );
  const size = (of: readonly PageBlock[]) => JSON.stringify(of).length;
  if (2 * size(blocks.filter((_, at) => isPrinted[at])) <= size(blocks)) return [...blocks];
  return blocks.flatMap((block, at): PageBlock[] => {
    if (block.kind === 'code' && isPrinted[at]) return printedBlocks(block.value);
    return block.kind === 'paragraph' && isPrinted[at + 1] && isName(block.words)
      ? [{ ...block, kind: 'heading', depth: namesDepth }]
      : [block];
  });
}

const isName = (words: string) => words.length <= longestName && !/[.:;,!?]$/.test(words);
