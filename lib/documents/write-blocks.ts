/** A part of a page in plain form: what Markdown, MDX and HTML have in common. `words` are one line. */
export type PageBlock =
  | { kind: 'heading'; depth: number; words: string }
  | { kind: 'paragraph'; words: string }
  | { kind: 'code'; language: string; value: string }
  | { kind: 'table'; rows: string[][] }
  | { kind: 'list'; firstNumber: number | undefined; items: PageBlock[][] };

/**
 * Writes blocks as the cleaned text that is stored and quoted: one blank line between blocks, list items on
 * consecutive lines, tables as `| a | b |` rows, code in fences at the start of the line, never altered.
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
  else if (block.kind === 'paragraph') lines.push(block.words);
  else if (block.kind === 'code') writeCode(lines, block);
  else writeTable(lines, block.rows);
}

function openBlock(lines: string[]): void {
  if (lines.length > 0 && lines.at(-1) !== '') lines.push('');
}

function writeCode(lines: string[], { language, value }: { language: string; value: string }): void {
  const longest = Math.max(2, ...[...value.matchAll(/`{3,}/g)].map(([run]) => run.length));
  const fence = '`'.repeat(longest + 1);
  lines.push(`${fence}${language}`, ...value.split('\n'), fence);
}

function writeTable(lines: string[], rows: string[][]): void {
  const [head, ...body] = rows.filter((row) => row.some(Boolean));
  if (!head) return;
  const line = (cells: string[]) => `| ${cells.join(' | ')} |`;
  lines.push(line(head), line(head.map(() => '---')), ...body.map(line));
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
