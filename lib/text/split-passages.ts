import { type Block, splitBlocks } from './split-blocks.ts';

/** A section of a cleaned text, or a part of a long one: `text.slice(start, end)` is what it says below its heading. */
export type Section = {
  start: number;
  end: number;
  /** The headings above it, outermost first, as words without `#`. */
  heading: string[];
};

/** UTF-16 units of a heading that are told with each section below it: all of any but one that holds a text. */
const longestHeading = 1000;

/**
 * Splits cleaned text into sections by heading, each with its heading path. A section longer than `maxLength` UTF-16
 * units is split between blocks, never inside a fence, a table or a list item, and a lead-in that ends with a colon
 * stays with what it introduces. Sections without text of their own are left out.
 */
export function splitPassages(text: string, { maxLength = 2400 }: { maxLength?: number } = {}): Section[] {
  const sections: Section[] = [];
  const path: { level: number; words: string }[] = [];
  let body: Block[] = [];
  const close = () => {
    const heading = path.map(({ words }) => words);
    for (const { start, end } of packBlocks(text, { blocks: body, maxLength })) {
      sections.push({ start, end, heading });
    }
    body = [];
  };
  for (const block of splitBlocks(text)) {
    if (block.kind !== 'heading') {
      body.push(block);
      continue;
    }
    close();
    const line = text.slice(block.start, block.end);
    const level = line.indexOf(' ') === -1 ? line.length : line.search(/[^#]/);
    while ((path.at(-1)?.level ?? 0) >= level) path.pop();
    path.push({
      level,
      words: line
        .slice(level, level + longestHeading)
        .trim()
        .toWellFormed(),
    });
  }
  close();
  return sections;
}

type Range = { start: number; end: number };

function packBlocks(text: string, { blocks, maxLength }: { blocks: Block[]; maxLength: number }): Range[] {
  const packed: Range[] = [];
  let current: (Range & { open: boolean }) | undefined;
  for (const piece of blocks.flatMap((block) => cutGiant(text, { block, maxLength }))) {
    const open = text[piece.end - 1] === ':';
    if (current && (current.open || piece.end - current.start <= maxLength)) {
      current.end = piece.end;
      current.open = open;
      continue;
    }
    current = { start: piece.start, end: piece.end, open };
    packed.push(current);
  }
  return packed.map(({ start, end }) => ({ start, end }));
}

/** A paragraph beyond all measure (a page on one line) is cut at white space; everything else stays whole. */
function cutGiant(text: string, { block, maxLength }: { block: Block; maxLength: number }): Range[] {
  if (block.kind !== 'paragraph' || block.end - block.start <= 2 * maxLength) return [block];
  const pieces: Range[] = [];
  for (let start = block.start; start < block.end; ) {
    const end = Math.min(start + maxLength, block.end);
    const cut = end === block.end ? end : cutBefore(text, { start, end });
    pieces.push({ start, end: cut });
    start = cut;
    while (start < block.end && /\s/.test(text[start] ?? '')) start += 1;
  }
  return pieces;
}

function cutBefore(text: string, { start, end }: Range): number {
  const window = text.slice(start, end);
  const space = Math.max(window.lastIndexOf('. ') + 1, window.lastIndexOf(' '), window.lastIndexOf('\n'));
  if (space > window.length / 2) return start + space;
  return /[\uD800-\uDBFF]/.test(text[end - 1] ?? '') ? end - 1 : end;
}
