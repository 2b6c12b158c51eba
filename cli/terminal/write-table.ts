import { displayWidth, pad } from './display-width.ts';
import { readInline } from './read-inline.ts';
import type { createWrapWriter } from './wrap-writer.ts';

/**
 * Writes the rows of a Markdown table in aligned columns; where they are wider than the terminal, each row becomes
 * lines of `column: value`.
 */
export function writeTable(
  rows: readonly string[],
  options: { width: number; writer: ReturnType<typeof createWrapWriter>; write: (text: string) => void },
): void {
  const { width, writer, write } = options;
  const cells = rows.map(readCells).filter((row) => !row.every((cell) => /^:?-*:?$/.test(cell)));
  const [header = [], ...body] = cells;
  const columns = header.map((_, index) => Math.max(...cells.map((row) => displayWidth(row[index] ?? ''))));
  const total = columns.reduce((sum, columnWidth) => sum + columnWidth + 2, -2);
  if (total <= width) {
    const toLine = (row: string[]) => columns.map((columnWidth, index) => pad(row[index] ?? '', columnWidth));
    const rule = columns.map((columnWidth) => '─'.repeat(columnWidth));
    for (const line of [toLine(header), rule, ...body.map(toLine)]) write(`${line.join('  ').trimEnd()}\n`);
    return;
  }
  for (const row of body) {
    for (const [index, cell] of row.entries()) {
      writer.begin(index === 0 ? '• ' : '  ', '    ');
      writer.text(header[index] ? `${header[index]}: ` : '', ['bold']);
      writer.text(cell);
      writer.end();
    }
  }
}

function readCells(row: string): string[] {
  const inner = row
    .trim()
    .replace(/^\|/, '')
    .replace(/(?<!\\)\|$/, '');
  return inner.split(/(?<!\\)\|/).map((cell) => {
    const { spans } = readInline(cell.trim().replaceAll('\\|', '|'), { isWhole: true });
    return spans.map(({ text }) => text).join('');
  });
}
