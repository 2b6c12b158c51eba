import type { Line } from './page-lines.ts';

/** What begins an item of a list. */
export const itemStart = /^(?:[•◦▪‣●○–*-]|\(?\d{1,2}[.)])\s+(?=\S)/;

/** How far cells of a column begin from each other at most. */
const near = 8;

/**
 * The rows of a table that begins here, and where it ends: lines of as many cells, which begin where those above do, at
 * least two. A line with fewer that begin below others and close to them goes on in those cells.
 */
export function tableAt(lines: readonly Line[], at: number): { rows: string[][]; after: number } | undefined {
  const first = lines[at];
  if (
    !first ||
    first.cells.length < 2 ||
    (first.cells.length === 2 && itemStart.test(`${first.cells[0]?.text} x`))
  )
    return undefined;
  const rows = [first.cells.map(({ text }) => text)];
  let row = first;
  let after = at + 1;
  for (; after < lines.length; after += 1) {
    const line = lines[after] as Line;
    const above = lines[after - 1] as Line;
    const gap = above.y - line.y;
    if (gap < 0 || gap > line.size * 4) break;
    const columns = line.cells.map(({ x }) => row.cells.findIndex((cell) => Math.abs(cell.x - x) <= near));
    const goesOn = line.cells.length < row.cells.length && gap <= line.size * 1.45 && isRest(columns);
    if (goesOn) {
      const last = rows.at(-1) as string[];
      for (const [place, column] of columns.entries())
        last[column] = `${last[column]} ${line.cells[place]?.text}`;
    } else if (line.cells.length === first.cells.length && Math.abs(line.x - first.x) <= near) {
      rows.push(line.cells.map(({ text }) => text));
      row = line;
    } else break;
  }
  return rows.length > 1 ? { rows, after } : undefined;
}

/** A line that begins at the margin alone may be the paragraph below the table. */
const isRest = (columns: readonly number[]): boolean =>
  columns.every((column) => column !== -1) && columns.some((column) => column > 0);
