import { addAll } from '#lib/text/long-lists.ts';
import { oneLine, type PageBlock } from './write-blocks.ts';

/**
 * The blocks of a sheet's rows: lines with one cell are paragraphs, what empty rows part are tables of their own. Rows
 * without a head of names are written as labels with their values.
 */
export function sheetBlocks(rows: readonly (readonly string[])[]): PageBlock[] {
  const blocks: PageBlock[] = [];
  let region: string[][] = [];
  const close = () => {
    addAll(blocks, regionBlocks(region));
    region = [];
  };
  for (const row of rows) {
    const cells = row.map(oneLine);
    if (cells.some(Boolean)) region.push(cells);
    else close();
  }
  close();
  return blocks;
}

function regionBlocks(rows: string[][]): PageBlock[] {
  const blocks: PageBlock[] = [];
  const wide = rows.some((row) => row.filter(Boolean).length > 1);
  let at = 0;
  for (; at < rows.length; at += 1) {
    const filled = (rows[at] as string[]).filter(Boolean);
    if (wide && filled.length > 1) break;
    blocks.push({ kind: 'paragraph', words: filled.join(' ') });
  }
  const table = withoutEmptyColumns(rows.slice(at));
  if (table.length === 0) return blocks;
  if (isHead(table)) blocks.push({ kind: 'table', rows: table.map((row) => row.map(escapeBars)) });
  else blocks.push({ kind: 'list', firstNumber: undefined, items: table.map(labelled) });
  return blocks;
}

/** Beyond so many columns a row ends with its own last cell: one long row makes thousands of others no longer. */
const widest = 200;

/** Rows without the columns in which no cell says anything; all of one width. */
export function withoutEmptyColumns(rows: string[][]): string[][] {
  const filled = new Set(rows.flatMap((row) => [...row.keys()].filter((column) => row[column])));
  const used = [...filled].sort((a, b) => a - b);
  return rows.map((row) => {
    const end = used.length > widest ? used.findIndex((column) => column >= row.length) : -1;
    return used.slice(0, end === -1 ? used.length : end).map((column) => row[column] ?? '');
  });
}

/** Names stand in a head: words in most of its cells, no numbers, nothing that ends as labels do. */
function isHead([head = [], ...rows]: string[][]): boolean {
  const named = head.filter((cell) => cell && !/^[\s\d.,:%€$£+()/-]+$/.test(cell));
  if (rows.length === 0 || named.length < head.length / 2) return false;
  const isLabelled =
    head.length === 2 && [head, ...rows].filter(([label]) => label?.endsWith(':')).length > rows.length / 2;
  return !isLabelled;
}

export function labelled([label = '', ...values]: string[]): PageBlock[] {
  const value = values.filter(Boolean).join('; ');
  const words = label && value ? `${label.replace(/\s*:$/, '')}: ${value}` : label || value;
  return [{ kind: 'paragraph', words }];
}

/** A bar inside of a cell is no border. */
export const escapeBars = (cell: string): string => cell.replace(/\\?\|/g, '\\|');
