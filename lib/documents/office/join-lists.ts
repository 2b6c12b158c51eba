import type { PageBlock } from '../write-blocks.ts';

/** A block, or an item of a list with how deep it stands in it and what else it holds. */
export type Piece =
  | PageBlock
  | { kind: 'item'; level: number; isNumbered: boolean; words: string; inside?: PageBlock[] };

/** Makes lists of items that follow each other, those that stand deeper inside of the one before. */
export function joinLists(pieces: readonly Piece[]): PageBlock[] {
  const blocks: PageBlock[] = [];
  const open: Extract<PageBlock, { kind: 'list' }>[] = [];
  for (const piece of pieces) {
    if (piece.kind !== 'item') {
      open.length = 0;
      const last = blocks.at(-1);
      // Lines of code that follow each other are one block.
      if (piece.kind === 'code' && last?.kind === 'code' && last.language === piece.language) {
        last.value += `\n${piece.value}`;
      } else blocks.push(piece);
      continue;
    }
    const depth = Math.min(piece.level, open.length, 6);
    open.length = Math.min(open.length, depth + 1);
    let list = open[depth];
    if (!list || (list.firstNumber !== undefined) !== piece.isNumbered) {
      list = { kind: 'list', firstNumber: piece.isNumbered ? 1 : undefined, items: [] };
      const parent = open[depth - 1]?.items.at(-1);
      (parent ?? blocks).push(list);
      open[depth] = list;
      open.length = depth + 1;
    }
    list.items.push([{ kind: 'paragraph', words: piece.words }, ...(piece.inside ?? [])]);
  }
  return blocks;
}
