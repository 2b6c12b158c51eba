import { addAll } from '#lib/text/long-lists.ts';

/** A part of a page in plain form: what Markdown, MDX and HTML have in common. `words` are one line. */
export type PageBlock =
  | { kind: 'heading'; depth: number; words: string }
  | { kind: 'paragraph'; words: string }
  | { kind: 'code'; language: string; value: string }
  | { kind: 'table'; rows: string[][] }
  | { kind: 'list'; firstNumber: number | undefined; items: PageBlock[][] };

/**
 * Writes blocks as the cleaned text that is stored and quoted: one blank line between blocks, list items on
 * consecutive lines, tables as `| a | b |` rows (the head row above each one of a long table), code in fences at the start of the line, never altered.
 */
export function writeBlocks(blocks: readonly PageBlock[]): string {
  const lines: string[] = [];
  for (const block of blocks) writeBlock(lines, { block, indent: '' });
  return lines
    .join('\n')
    .replace(/^\n+/, '')
    .replace(/\n*$/, (end) => (end || lines.length > 0 ? '\n' : ''));
}

/** Makes one line of words: control characters and runs of white space become one space. */
export function oneLine(words: string): string {
  // biome-ignore lint/suspicious/noControlCharactersInRegex: they are what is removed
  return words.replace(/[\s\u0000-\u001f\u007f\u00ad\u200b\ufeff]+/g, ' ').trim();
}

function writeBlock(lines: string[], { block, indent }: { block: PageBlock; indent: string }): void {
  if (block.kind === 'list') {
    writeList(lines, { list: block, indent });
    return;
  }
  if (block.kind !== 'code' && block.kind !== 'table' && block.words === '') return;
  openBlock(lines);
  if (block.kind === 'heading') lines.push(`${'#'.repeat(block.depth)} ${block.words}`);
  // A space before words that begin with signs of a heading: they are none.
  else if (block.kind === 'paragraph') lines.push(block.words.replace(/^(?=#{1,6}\s)/, ' '));
  else if (block.kind === 'code') writeCode(lines, block);
  else writeTable(lines, block.rows);
}

function openBlock(lines: string[]): void {
  if (lines.length > 0 && lines.at(-1) !== '') lines.push('');
}

function writeCode(lines: string[], { language, value }: { language: string; value: string }): void {
  const longest = [...value.matchAll(/`{3,}/g)].reduce((most, [run]) => Math.max(most, run.length), 2);
  const fence = '`'.repeat(longest + 1);
  lines.push(`${fence}${language}`, value, fence);
}

/** Rows of a table that stay together; of a longer one each stands under the head row by itself. */
const wholeTable = 8;
/** Beyond this a row with its head is hard to read, and is written as labels with their values. */
const longestRow = 1500;
const longestKey = 80;

/**
 * A short table as it is. Of a long one each row is a table of its own with the head row above it, so that a quote of
 * one row says what its cells are.
 */
function writeTable(lines: string[], rows: string[][]): void {
  const [head, ...body] = rows.filter((row) => row.some(Boolean));
  if (!head) return;
  const line = (cells: string[]) => `| ${cells.join(' | ')} |`;
  const top = [line(head), line(head.map(() => '---'))];
  const length = top.join().length;
  const isLong = (row: string[]) => length + line(row).length > longestRow;
  if (body.length <= wholeTable && !body.some(isLong)) {
    lines.push(...top, ...body.map(line));
    return;
  }
  for (const row of body) {
    openBlock(lines);
    if (isLong(row)) addAll(lines, labelled(head, row));
    else lines.push(...top, line(row));
  }
}

/** Each cell as an item with its column's name, and before it the row's first cell, which names the row. */
function labelled(head: string[], row: string[]): string[] {
  const [key = ''] = row;
  const name = key && key.length <= longestKey ? `${key}, ` : '';
  return row.flatMap((cell, column) => {
    if (!cell) return [];
    const label = `${column > 0 ? name : ''}${head[column] ?? ''}`;
    return [`- ${label ? `${label}: ` : ''}${cell}`];
  });
}

function writeList(
  lines: string[],
  { list, indent }: { list: Extract<PageBlock, { kind: 'list' }>; indent: string },
): void {
  if (indent === '') openBlock(lines);
  for (const [index, item] of list.items.entries()) {
    const marker = list.firstNumber === undefined ? '-' : `${list.firstNumber + index}.`;
    writeItem(lines, { item, marker: `${indent}${marker} `, indent: `${indent}  ` });
  }
}

function writeItem(
  lines: string[],
  { item, marker, indent }: { item: PageBlock[]; marker: string; indent: string },
): void {
  const [first, ...rest] = item;
  const leads = first !== undefined && (first.kind === 'paragraph' || first.kind === 'heading');
  if (leads && first.words) {
    afterFence(lines);
    lines.push(`${marker}${first.words}`);
  }
  let continues = leads;
  for (const block of leads ? rest : item) {
    if (block.kind === 'list') writeList(lines, { list: block, indent });
    else if (block.kind === 'paragraph' && continues) {
      if (block.words) lines.push(`${indent}${block.words}`);
    } else {
      writeBlock(lines, { block, indent });
      continues = false;
    }
  }
}

function afterFence(lines: string[]): void {
  if (/^(?:`{3,}|\|)/.test(lines.at(-1) ?? '')) lines.push('');
}
