export type Block = {
  start: number;
  end: number;
  kind: 'heading' | 'paragraph' | 'item' | 'code' | 'table';
};

const fenceOpening = /^\s{0,12}(`{3,}|~{3,})/;
const heading = /^#{1,6}\s/;
const tableRow = /^\s*\|/;
/** A line that begins an item, and its marker. */
export const item = /^\s*([-*+]|\d{1,3}[.)])\s/;

/**
 * Splits a range of cleaned text into its blocks in order: headings, paragraphs, list items, whole code fences and
 * whole tables, with offsets into the text and no blank line at either end. A nested item is a block of its own.
 */
export function splitBlocks(text: string, { start = 0, end = text.length } = {}): Block[] {
  const lines = splitLines(text, { start, end });
  const blocks: Block[] = [];
  for (let at = 0; at < lines.length; ) {
    const line = lines[at] as Line;
    if (line.text.trim() === '') {
      at += 1;
      continue;
    }
    const kind = kindOf(line.text);
    const after = endOfBlock(lines, { at, kind });
    blocks.push({ start: line.start, end: (lines[after - 1] as Line).end, kind });
    at = after;
  }
  return blocks;
}

type Line = { start: number; end: number; text: string };

function splitLines(text: string, range: { start: number; end: number }): Line[] {
  const lines: Line[] = [];
  for (let start = range.start; start < range.end; ) {
    const newline = text.indexOf('\n', start);
    const end = newline === -1 || newline > range.end ? range.end : newline;
    lines.push({ start, end, text: text.slice(start, end) });
    start = end + 1;
  }
  return lines;
}

function kindOf(line: string): Block['kind'] {
  if (fenceOpening.test(line)) return 'code';
  if (heading.test(line)) return 'heading';
  if (tableRow.test(line)) return 'table';
  return item.test(line) ? 'item' : 'paragraph';
}

/** The index of the first line after the block that begins at `at`. */
function endOfBlock(lines: Line[], { at, kind }: { at: number; kind: Block['kind'] }): number {
  if (kind === 'heading') return at + 1;
  if (kind === 'code') return endOfFence(lines, at);
  let after = at + 1;
  while (after < lines.length) {
    const line = (lines[after] as Line).text;
    const continues =
      kind === 'table' ? tableRow.test(line) : line.trim() !== '' && kindOf(line) === 'paragraph';
    if (!continues) break;
    after += 1;
  }
  return after;
}

function endOfFence(lines: Line[], at: number): number {
  const fence = fenceOpening.exec((lines[at] as Line).text)?.[1] ?? '```';
  const closing = new RegExp(`^\\s*[${fence[0]}]{${fence.length},}\\s*$`);
  for (let after = at + 1; after < lines.length; after += 1) {
    if (closing.test((lines[after] as Line).text)) return after + 1;
  }
  return lines.length;
}
