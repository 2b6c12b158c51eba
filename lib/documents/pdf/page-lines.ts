import { largestOf } from '#lib/text/long-lists.ts';

/** What is read of a stretch of text that pdf.js finds; `transform` ends with its place, from the lower left. */
export type TextItem = {
  str: string;
  transform: number[];
  width: number;
  height: number;
  hasEOL: boolean;
  fontName: string;
};

/**
 * A line of a page: its words, those that stand far apart as cells, its place from the lower left, its letters' size and
 * their font, empty where there are several. `code`: all of it as it was set, where every letter is as wide as the others.
 */
export type Line = {
  text: string;
  cells: { text: string; x: number; end: number }[];
  x: number;
  y: number;
  size: number;
  end: number;
  font: string;
  code: Code | undefined;
};

/** `width` is that of a letter; the number of a line is left out. */
type Code = { text: string; x: number; width: number };
type Piece = { text: string; x: number; y: number; end: number; size: number; font: string };

/** The lines of a page in the order in which they were written; `typewriter` are the fonts of one width. */
export function linesOf(items: readonly TextItem[], typewriter: ReadonlySet<string> = new Set()): Line[] {
  const lines: Piece[][] = [];
  let line: Piece[] = [];
  for (const { str, transform, width, height, hasEOL, fontName } of items) {
    const [a = 0, b = 0, , , x = 0, y = 0] = transform;
    const size = height || Math.hypot(a, b);
    const last = line.at(-1);
    if (str.trim() && last && (Math.abs(last.y - y) > Math.max(size, last.size) * 0.5 || x < last.x - size)) {
      lines.push(line);
      line = [];
    }
    if (str) line.push({ text: str, x, y, end: x + width, size: size || last?.size || 0, font: fontName });
    if (hasEOL && line.length > 0) {
      lines.push(line);
      line = [];
    }
  }
  lines.push(line);
  return joinRows(lines.flatMap((pieces) => writeLine(pieces, typewriter) ?? []));
}

function writeLine(pieces: readonly Piece[], typewriter: ReadonlySet<string>): Line | undefined {
  const cells: { text: string; x: number; end: number }[] = [];
  for (const piece of pieces) {
    if (!piece.text.trim()) {
      const cell = cells.at(-1);
      if (cell && !cell.text.endsWith(' ')) cell.text += ' ';
      continue;
    }
    const cell = cells.at(-1);
    if (cell && isNoteMark(piece, { after: cell, in: pieces })) {
      cell.end = piece.end;
      continue;
    }
    const gap = cell ? piece.x - cell.end : 0;
    if (!cell || gap > piece.size * 1.1) cells.push({ text: piece.text, x: piece.x, end: piece.end });
    else {
      cell.text += gap > piece.size * 0.18 && !/\s$/.test(cell.text) ? ` ${piece.text}` : piece.text;
      cell.end = piece.end;
    }
  }
  const first = pieces.find(({ text }) => text.trim());
  if (!first || cells.length === 0) return undefined;
  const tidy = cells.map(({ text, ...place }) => ({
    ...place,
    text: text
      .replace(/(?:\s?\.){5,}/g, ' …')
      .replace(/\s+/g, ' ')
      .trim(),
  }));
  return {
    text: tidy.map(({ text }) => text).join(' '),
    cells: tidy,
    x: first.x,
    y: first.y,
    size: largestOf(pieces.filter(({ text }) => text.trim()).map(({ size }) => size)),
    end: cells.at(-1)?.end ?? first.end,
    font: pieces.every(({ font, text }) => font === first.font || !text.trim()) ? first.font : '',
    code: codeOf(pieces, typewriter),
  };
}

/** The raised number of a note behind a word or a sentence; one behind a sign or a unit is a power. */
function isNoteMark(
  piece: Piece,
  { after, in: pieces }: { after: { text: string; end: number }; in: readonly Piece[] },
): boolean {
  if (!/^\s*\d{1,3}\s*$/.test(piece.text) || piece.x - after.end > piece.size) return false;
  const full = largestOf(pieces.map(({ size }) => size));
  const base = pieces.find(({ size }) => size === full) as Piece;
  const isRaised = piece.size <= full * 0.8 && piece.y - base.y > full * 0.15;
  return isRaised && /(?:\p{L}{4,}|\p{L}[.,;:!?]|[”"»])$/u.test(after.text);
}

/** Every letter in its column, counted from where the line begins. */
function codeOf(pieces: readonly Piece[], typewriter: ReadonlySet<string>): Code | undefined {
  const all = pieces.filter(({ text }) => text.trim());
  const [number, ...others] = all;
  const isNumbered = others.length > 0 && lineNumber.test(number?.text ?? '');
  const written = isNumbered && number && !typewriter.has(number.font) ? others : all;
  if (!written.every(({ font, text }) => typewriter.has(font) && !/(?:\s?\.){5}/.test(text)))
    return undefined;
  const longest = written.reduce((best, each) => (each.text.length > best.text.length ? each : best));
  const width = (longest.end - longest.x) / longest.text.length;
  const start = written[0]?.x ?? 0;
  if (!(width > 0)) return undefined;
  let text = '';
  for (const piece of written) text = atColumn(text, (piece.x - start) / width) + piece.text;
  return { text: text.trimEnd(), x: start, width };
}

const lineNumber = /^\s*\d{1,4}\s*$/;

/** Beyond any line of code. */
const mostColumns = 300;
const atColumn = (text: string, column: number) => text.padEnd(Math.min(Math.round(column), mostColumns));

/** Lines that follow each other at one height, from left to right, are cells of one row. */
function joinRows(lines: readonly Line[]): Line[] {
  const rows: Line[] = [];
  for (const line of lines) {
    const last = rows.at(-1);
    if (last && Math.abs(last.y - line.y) < last.size * 0.4 && line.x > last.end) {
      const isNear = line.x - last.end < line.size * 0.6;
      const cells = isNear
        ? [...last.cells.slice(0, -1), joinCells(last.cells.at(-1), line.cells[0]), ...line.cells.slice(1)]
        : [...last.cells, ...line.cells];
      rows[rows.length - 1] = {
        ...last,
        cells,
        text: cells.map(({ text }) => text).join(' '),
        end: line.end,
        font: last.font === line.font ? last.font : '',
        code: joinCode(last, line),
      };
    } else rows.push(line);
  }
  return rows;
}

function joinCode({ text, code }: Line, { code: next }: Line): Code | undefined {
  if (!next || (!code && !lineNumber.test(text))) return undefined;
  return code ? { ...code, text: atColumn(code.text, (next.x - code.x) / code.width) + next.text } : next;
}

type Cell = Line['cells'][number];

const joinCells = (left: Cell | undefined, right: Cell | undefined): Cell => ({
  text: `${left?.text} ${right?.text}`,
  x: left?.x ?? 0,
  end: right?.end ?? 0,
});
