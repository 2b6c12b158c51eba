/** What is read of a stretch of text that pdf.js finds; `transform` ends with its place, from the lower left. */
export type TextItem = { str: string; transform: number[]; width: number; height: number; hasEOL: boolean };

/** A line of a page: its words, those that stand far apart as cells, its place from the lower left, its letters' size. */
export type Line = {
  text: string;
  cells: { text: string; x: number; end: number }[];
  x: number;
  y: number;
  size: number;
  end: number;
};

type Piece = { text: string; x: number; y: number; end: number; size: number };

/** The lines of a page in the order in which they were written. */
export function linesOf(items: readonly TextItem[]): Line[] {
  const lines: Piece[][] = [];
  let line: Piece[] = [];
  for (const { str, transform, width, height, hasEOL } of items) {
    const [a = 0, b = 0, , , x = 0, y = 0] = transform;
    const size = height || Math.hypot(a, b);
    const last = line.at(-1);
    if (str.trim() && last && (Math.abs(last.y - y) > Math.max(size, last.size) * 0.5 || x < last.x - size)) {
      lines.push(line);
      line = [];
    }
    if (str) line.push({ text: str, x, y, end: x + width, size: size || last?.size || 0 });
    if (hasEOL && line.length > 0) {
      lines.push(line);
      line = [];
    }
  }
  lines.push(line);
  return joinRows(lines.flatMap((pieces) => writeLine(pieces) ?? []));
}

function writeLine(pieces: readonly Piece[]): Line | undefined {
  const cells: { text: string; x: number; end: number }[] = [];
  for (const piece of pieces) {
    if (!piece.text.trim()) {
      const cell = cells.at(-1);
      if (cell && !cell.text.endsWith(' ')) cell.text += ' ';
      continue;
    }
    const cell = cells.at(-1);
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
    size: Math.max(...pieces.filter(({ text }) => text.trim()).map(({ size }) => size)),
    end: cells.at(-1)?.end ?? first.end,
  };
}

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
      };
    } else rows.push(line);
  }
  return rows;
}

type Cell = Line['cells'][number];

const joinCells = (left: Cell | undefined, right: Cell | undefined): Cell => ({
  text: `${left?.text} ${right?.text}`,
  x: left?.x ?? 0,
  end: right?.end ?? 0,
});

/** Leaves out what stands at the top and the bottom of most pages, page numbers too. */
export function withoutRunningLines(pages: readonly Line[][]): Line[][] {
  const written = pages.filter((lines) => lines.length > 0);
  if (written.length < 4) return [...pages];
  const counts = new Map<string, number>();
  for (const lines of written) {
    for (const line of new Set(edges(lines).map(keyOf))) counts.set(line, (counts.get(line) ?? 0) + 1);
  }
  const isRunning = (line: Line) =>
    /^[\divxlc]{1,5}$/.test(line.text) || (counts.get(keyOf(line)) ?? 0) > written.length * 0.6;
  return pages.map((lines) => {
    const outer = new Set(edges(lines).filter(isRunning));
    return lines.filter((line) => !outer.has(line));
  });
}

function edges(lines: readonly Line[]): Line[] {
  const byHeight = [...lines].sort((left, right) => right.y - left.y);
  // A page of one or two lines has no edges beside its text.
  return lines.length < 3
    ? byHeight.filter(({ text }) => /^\W*\d+\W*$/.test(text))
    : [...byHeight.slice(0, 1), ...byHeight.slice(-1)];
}

const keyOf = ({ text }: Line) => text.replace(/\d+/g, '#');
