import { escapeBars, labelled } from '../sheet-blocks.ts';
import type { PageBlock } from '../write-blocks.ts';

/** A table of a text: as a table, as labels with their values where it has no head, as words where it has one cell. */
export function tableBlocks(rows: string[][], { hasHead }: { hasHead: boolean }): PageBlock[] {
  const filled = rows.filter((row) => row.some(Boolean));
  const width = filled.reduce((most, row) => Math.max(most, row.length), 0);
  if (width < 2 || filled.length < 2) {
    return filled.map((row) => ({ kind: 'paragraph', words: row.filter(Boolean).join(' ') }));
  }
  const labels = filled.filter(([label]) => label?.endsWith(':')).length;
  if (width === 2 && !hasHead && labels > filled.length / 2) {
    return [{ kind: 'list', firstNumber: undefined, items: filled.map(labelled) }];
  }
  return [{ kind: 'table', rows: filled.map((row) => row.map(escapeBars)) }];
}
