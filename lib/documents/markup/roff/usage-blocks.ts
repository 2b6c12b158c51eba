import type { PageBlock } from '../../write-blocks.ts';

/** The blocks of a manual page with what stands under SYNOPSIS as code: it is typed, and no sentence ends at its dots. */
export function usageAsCode(blocks: readonly PageBlock[]): PageBlock[] {
  const read: PageBlock[] = [];
  let isUsage = false;
  for (const block of blocks) {
    if (block.kind === 'heading') isUsage = block.words.toUpperCase() === 'SYNOPSIS';
    const last = read.at(-1);
    if (!isUsage || block.kind !== 'paragraph') read.push(block);
    else if (last?.kind === 'code')
      read[read.length - 1] = { ...last, value: `${last.value}\n${block.words}` };
    else read.push({ kind: 'code', language: '', value: block.words });
  }
  return read;
}
