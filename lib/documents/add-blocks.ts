import type { PageBlock } from './write-blocks.ts';

/** Adds an item to the list that stands last, or begins one. */
export function addItem(blocks: PageBlock[], item: PageBlock[], firstNumber?: number): void {
  const last = blocks.at(-1);
  if (last?.kind === 'list') last.items.push(item);
  else blocks.push({ kind: 'list', firstNumber, items: [item] });
}
