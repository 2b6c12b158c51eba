import { addAll } from '#lib/text/long-lists.ts';
import { escapeBars } from '../sheet-blocks.ts';
import { oneLine, type PageBlock } from '../write-blocks.ts';
import { codeBlock, codeOn } from './code-lines.ts';
import { headingDepth, type Look, looksOf } from './headings.ts';
import type { Outline } from './outline.ts';
import type { Line } from './page-lines.ts';
import { itemStart, tableAt } from './table-at.ts';

type Heading = Extract<PageBlock, { kind: 'heading' }>;

/**
 * The blocks of a PDF's pages: each section of a page under a heading with the number of the page and the headings that
 * it belongs to, and below that its own. `fields` by page is what was filled in there.
 */
export function pageBlocks(
  pages: readonly (readonly Line[])[],
  {
    fields = [],
    outline = { depthOf: () => undefined, deepest: undefined },
  }: { fields?: readonly (PageBlock | undefined)[]; outline?: Outline } = {},
): PageBlock[] {
  const looks = looksOf(pages, outline);
  const blocks: PageBlock[] = [];
  let open: Heading[] = [];
  let before: readonly PageBlock[] = [];
  for (const [at, look] of looks.entries()) {
    const lines = pages[at] ?? [];
    const notes = notesOf(lines, look.body);
    const page = blocksOfPage(lines.slice(0, lines.length - notes.length), look);
    takeContinuation(before, page);
    if (page.length > 0) before = page;
    const filled = fields[at];
    const all = [...page, ...blocksOfPage(notes, look), ...(filled ? [filled] : [])];
    const written = writePage(all, { open, number: at + 1 });
    addAll(blocks, written.blocks);
    open = written.open;
  }
  return blocks;
}

/** `open` are the headings that go on: from the page before, and at its end. */
function writePage(
  page: readonly PageBlock[],
  { open, number }: { open: readonly Heading[]; number: number },
): { blocks: PageBlock[]; open: Heading[] } {
  const blocks: PageBlock[] = [];
  let [path, above] = [[...open], ''];
  let isOpen = false;
  for (const block of page) {
    if (block.kind === 'heading') {
      path = [...path.filter(({ depth }) => depth < block.depth), block];
      isOpen = false;
      continue;
    }
    if (!isOpen) {
      const label = `Page ${number}${labelOf(path.slice(0, -1))}`;
      if (label !== above) blocks.push({ kind: 'heading', depth: 1, words: label });
      const own = path.at(-1);
      if (own) blocks.push({ ...own, depth: 2 });
      [above, isOpen] = [label, true];
    }
    blocks.push(block);
  }
  // A title page has headings alone.
  const titles = blocks.length === 0 ? page.map((block) => ({ ...block, depth: 2 })) : [];
  const top: PageBlock[] = titles.length > 0 ? [{ kind: 'heading', depth: 1, words: `Page ${number}` }] : [];
  return { blocks: [...blocks, ...top, ...titles], open: path };
}

const longestLabel = 100;

/** The innermost headings, as many as can be read at once. */
function labelOf(path: readonly Heading[]): string {
  const words = path.map((heading) => heading.words.slice(0, longestLabel).toWellFormed());
  while (words.length > 1 && words.join(' › ').length > longestLabel) words.shift();
  return words.length > 0 ? ` (${words.join(' › ')})` : '';
}

/** The lines at the foot of a page that are smaller than its text and begin with the mark of a note. */
function notesOf(lines: readonly Line[], body: number): readonly Line[] {
  let from = lines.length;
  while (from > 1 && (lines[from - 1] as Line).size < body * 0.93) from -= 1;
  while (from < lines.length && !/^(?:\d{1,2}|[*†‡])\s?[\p{L}‘“"'(]/u.test((lines[from] as Line).text))
    from += 1;
  return lines.slice(from);
}

function blocksOfPage(lines: readonly Line[], look: Look): PageBlock[] {
  const blocks: PageBlock[] = [];
  const endOfCode = codeOn(lines);
  for (let at = 0; at < lines.length; ) {
    const code = endOfCode(at);
    if (code > at) {
      blocks.push(codeBlock(lines.slice(at, code)));
      at = code;
      continue;
    }
    const table = tableAt(lines, at);
    if (table) {
      blocks.push({ kind: 'table', rows: table.rows.map((row) => row.map(escapeBars)) });
      at = table.after;
      continue;
    }
    const after = endOfBlock(lines, at, { look, endOfCode });
    const read = textBlock(lines, { at, after, look });
    if (isNextColumn(lines, at)) takeContinuation(blocks, read);
    for (const block of read) addBlock(blocks, block);
    at = after;
  }
  // A heading with nothing of its own is no deeper than the one that follows it.
  for (let at = blocks.length - 2; at >= 0; at -= 1) {
    const [block, next] = [blocks[at], blocks[at + 1]];
    if (block?.kind === 'heading' && next?.kind === 'heading')
      block.depth = Math.min(block.depth, next.depth);
  }
  return blocks;
}

const isNextColumn = (lines: readonly Line[], at: number) =>
  at > 0 && (lines[at] as Line).y > (lines[at - 1] as Line).y;

function endOfBlock(
  lines: readonly Line[],
  at: number,
  { look, endOfCode }: { look: Look; endOfCode: (at: number) => number },
): number {
  const first = lines[at] as Line;
  const isLarge = (line: Line) => line.size > look.body * 1.12 && line.text.length < 200;
  const own = look.depthOf(first, first.text) !== undefined;
  let after = at + 1;
  for (; after < lines.length; after += 1) {
    const line = lines[after] as Line;
    const above = lines[after - 1] as Line;
    const gap = above.y - line.y;
    const widest = Math.max(above.size, line.size) * (isLarge(first) ? 1.4 : 1.75);
    if (gap < 0 || gap > widest || Math.abs(line.size - above.size) > 0.6) break;
    if (isLarge(line) !== isLarge(first)) break;
    if (own || look.depthOf(line, line.text) !== undefined || endOfCode(after) > after) break;
    if (itemStart.test(line.text) || tableAt(lines, after)) break;
    // A first line that is indented begins a paragraph.
    if (line.x - above.x > line.size * 0.8 && !itemStart.test(first.text) && after > at + 1) break;
    if (itemStart.test(first.text) && line.x <= first.x + 1 && /[.!?]$/.test(above.text)) break;
  }
  return after;
}

function textBlock(
  lines: readonly Line[],
  { at, after, look }: { at: number; after: number; look: Look },
): PageBlock[] {
  const words = joinLines(lines.slice(at, after).map(({ text }) => text));
  if (!words) return [];
  const depth = headingDepth(lines, { at, after, words, look });
  if (depth !== undefined) return [{ kind: 'heading', depth, words }];
  const marker = itemStart.exec(words)?.[0];
  if (!marker) return [{ kind: 'paragraph', words }];
  const number = Number(/\d+/.exec(marker)?.[0] ?? Number.NaN);
  const item: PageBlock[] = [{ kind: 'paragraph', words: words.slice(marker.length) }];
  return [{ kind: 'list', firstNumber: Number.isNaN(number) ? undefined : number, items: [item] }];
}

/** Items that follow each other are one list. */
function addBlock(blocks: PageBlock[], block: PageBlock): void {
  const last = blocks.at(-1);
  if (block.kind === 'list' && last?.kind === 'list') {
    const next = last.firstNumber === undefined ? undefined : last.firstNumber + last.items.length;
    if (block.firstNumber === next) {
      addAll(last.items, block.items);
      return;
    }
  }
  blocks.push(block);
}

/** Whether an address at the end of a line goes on in the next, and is not the last word of a sentence. */
function goesOnInAddress(text: string, line: string): boolean {
  const [, sign = ''] = /https?:\/\/[^\s<>()]{1,300}([./=&?_-])$/.exec(text.slice(-320)) ?? [];
  const [next = ''] = /^[\w%~]\S{0,300}/.exec(line) ?? [];
  return sign !== '' && next !== '' && (/[=&?_-]/.test(sign) || /[\w%~][/.=-]\w/.test(next));
}

/** One line of the lines of a paragraph; a word that was parted at a line's end is whole again. */
function joinLines(lines: readonly string[]): string {
  return oneLine(
    lines.reduce((text, line) => {
      if (/\p{Ll}[-\u00ad\u2010]$/u.test(text) && /^\p{Ll}/u.test(line)) return text.slice(0, -1) + line;
      if (goesOnInAddress(text, line)) return text + line;
      return `${text} ${line}`;
    }, ''),
  );
}

/** A sentence that goes on over the page, or the column, belongs whole to the one in which it begins. */
function takeContinuation(blocks: readonly PageBlock[], page: PageBlock[]): void {
  const last = blocks.at(-1);
  const [next] = page;
  if (last?.kind !== 'paragraph' || next?.kind !== 'paragraph' || /[.!?:…。！？”"]$/.test(last.words)) return;
  // A small word at the end of a page calls for what follows, a name too.
  if (!/^[\p{Ll}\p{Lo}\d(]/u.test(next.words) && !/ \p{Ll}{1,4}$/u.test(last.words)) return;
  const end = /^.*?[.!?。！？](?:["”)]*)(?=\s|$)/s.exec(next.words)?.[0] ?? next.words;
  if (end.length > 1500) return;
  last.words = joinLines([last.words, end]);
  next.words = next.words.slice(end.length).trim();
  if (!next.words) page.shift();
}
