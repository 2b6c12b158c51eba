import type { PageBlock } from '../write-blocks.ts';

const longest = 100;

/**
 * Makes headings of paragraphs that are bold as a whole, short, and stand above text that is not: many people write
 * them so. They are deeper than the heading that they stand under.
 */
export function boldHeadings(blocks: readonly PageBlock[], bold: ReadonlySet<PageBlock>): PageBlock[] {
  let depth = 0;
  const written = blocks.filter((block) => block.kind !== 'paragraph' || block.words);
  return written.map((block, at) => {
    const next = written[at + 1];
    if (block.kind === 'heading') depth = block.depth;
    if (block.kind !== 'paragraph' || !bold.has(block) || !next || bold.has(next) || next.kind === 'heading')
      return block;
    const { words } = block;
    if (words.length > longest || !/\p{L}/u.test(words) || /[.:;,]$/.test(words)) return block;
    return { kind: 'heading', depth: Math.min(6, depth + 1), words };
  });
}
