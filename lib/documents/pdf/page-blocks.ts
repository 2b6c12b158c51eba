import { escapeBars } from '../sheet-blocks.ts';
import { oneLine, type PageBlock } from '../write-blocks.ts';
import type { Line } from './page-lines.ts';

/**
 * The blocks of a PDF's pages, each page under a heading with its number and the heading that goes on in it; `fields` by
 * page is what was filled in there.
 */
export function pageBlocks(
  pages: readonly (readonly Line[])[],
  fields: readonly (PageBlock | undefined)[] = [],
): PageBlock[] {
  const body = bodySize(pages.flat());
  const blocks: PageBlock[] = [];
  let section = '';
  for (const [at, lines] of pages.entries()) {
    const filled = fields[at];
    const page = [...blocksOfPage(lines, body), ...(filled ? [filled] : [])];
    if (page.length === 0) continue;
    takeContinuation(blocks, page);
    const above = section && page[0]?.kind !== 'heading' ? ` (${section})` : '';
    blocks.push({ kind: 'heading', depth: 1, words: `Page ${at + 1}${above}` }, ...page);
    section = page
      .reduce((last, block) => (block.kind === 'heading' ? block.words : last), section)
      .slice(0, 100);
  }
  return blocks;
}

/** The size that most letters have. */
function bodySize(lines: readonly Line[]): number {
  const letters = new Map<number, number>();
  for (const { size, text } of lines) {
    const rounded = Math.round(size * 2) / 2;
    letters.set(rounded, (letters.get(rounded) ?? 0) + text.length);
  }
  return [...letters].reduce((best, each) => (each[1] > best[1] ? each : best), [10, 0])[0];
}

const itemStart = /^(?:[•◦▪‣●○–*-]|\(?\d{1,2}[.)])\s+(?=\S)/;

function blocksOfPage(lines: readonly Line[], body: number): PageBlock[] {
  const blocks: PageBlock[] = [];
  for (let at = 0; at < lines.length; ) {
    const table = tableAt(lines, at);
    if (table > at + 1) {
      blocks.push({
        kind: 'table',
        rows: lines.slice(at, table).map(({ cells }) => cells.map(({ text }) => escapeBars(text))),
      });
      at = table;
      continue;
    }
    const after = endOfBlock(lines, at, body);
    const read = textBlock(lines.slice(at, after), body);
    if (isNextColumn(lines, at)) takeContinuation(blocks, read);
    for (const block of read) addBlock(blocks, block);
    at = after;
  }
  return blocks;
}

const isNextColumn = (lines: readonly Line[], at: number) =>
  at > 0 && (lines[at] as Line).y > (lines[at - 1] as Line).y;

/** The end of the rows of one table that begins here: lines of as many cells, which begin where those above do. */
function tableAt(lines: readonly Line[], at: number): number {
  const first = lines[at];
  if (
    !first ||
    first.cells.length < 2 ||
    (first.cells.length === 2 && itemStart.test(`${first.cells[0]?.text} x`))
  )
    return at;
  let after = at + 1;
  for (; after < lines.length; after += 1) {
    const line = lines[after] as Line;
    if (line.cells.length !== first.cells.length) break;
    const above = lines[after - 1] as Line;
    if (Math.abs(line.x - first.x) > 8 || above.y - line.y > line.size * 4 || line.y > above.y) break;
  }
  return after;
}

const isHeading = (line: Line, body: number) =>
  !/^[•◦▪‣●○]/.test(line.text) &&
  line.size > body * 1.12 &&
  line.text.length < 200 &&
  /\p{L}/u.test(line.text);

function endOfBlock(lines: readonly Line[], at: number, body: number): number {
  const first = lines[at] as Line;
  let after = at + 1;
  for (; after < lines.length; after += 1) {
    const line = lines[after] as Line;
    const above = lines[after - 1] as Line;
    const gap = above.y - line.y;
    const widest = Math.max(above.size, line.size) * (isHeading(first, body) ? 1.4 : 1.75);
    if (gap < 0 || gap > widest || Math.abs(line.size - above.size) > 0.6) break;
    if (isHeading(line, body) !== isHeading(first, body)) break;
    if (itemStart.test(line.text) || tableAt(lines, after) > after + 1) break;
    // A first line that is indented begins a paragraph.
    if (line.x - above.x > line.size * 0.8 && !itemStart.test(first.text) && after > at + 1) break;
    if (itemStart.test(first.text) && line.x <= first.x + 1 && /[.!?]$/.test(above.text)) break;
  }
  return after;
}

function textBlock(lines: readonly Line[], body: number): PageBlock[] {
  const [first] = lines;
  const words = joinLines(lines.map(({ text }) => text));
  if (!first || !words) return [];
  if (isHeading(first, body)) return [{ kind: 'heading', depth: first.size > body * 1.5 ? 2 : 3, words }];
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
      last.items.push(...block.items);
      return;
    }
  }
  blocks.push(block);
}

/** One line of the lines of a paragraph; a word that was parted at a line's end is whole again. */
function joinLines(lines: readonly string[]): string {
  return oneLine(
    lines.reduce((text, line) => {
      if (/\p{Ll}[-\u00ad\u2010]$/u.test(text) && /^\p{Ll}/u.test(line)) return text.slice(0, -1) + line;
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
