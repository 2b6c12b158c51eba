/** A cell that goes over rows is told in each of them where it is as short as a name. */
const longestName = 200;

/**
 * The rows of a table that is drawn with `+`, `-` and `|`, its first line a border. A cell that goes over columns is told
 * in the first of them, one over rows in each.
 */
export function gridRows(drawn: readonly string[]): string[][] {
  const lines = drawn.map((line) => line.trim());
  const edges = edgesOf(lines);
  const columns = edges.slice(1).map((end, at) => ({ start: edges[at] as number, end }));
  const rows: string[][] = [];
  /** Where a cell began that no border has ended: the row that holds its words. */
  const open = columns.map(() => 0);
  let row = columns.map(() => '');
  let isFilled = false;
  for (const line of lines.slice(1)) {
    const ended = columns.map(({ start, end }) =>
      /^[-=]+$/.test(line.slice(start + 1, end).replaceAll('+', '-')),
    );
    const isBorder =
      /^[+|]/.test(line) && ended.some(Boolean) && (line.startsWith('+') || /\+[-=]+\+/.test(line));
    if (!isBorder) {
      addWords(row, line, columns);
      isFilled = true;
      continue;
    }
    // Words beside a border belong to a cell that goes on below it.
    addWords(row, line, columns, ended);
    if (isFilled) rows.push(row);
    isFilled = false;
    row = columns.map(() => '');
    for (const at of columns.keys()) {
      if (ended[at]) {
        closeCell(rows, at, open[at] as number);
        open[at] = rows.length;
      }
    }
  }
  if (isFilled) rows.push(row);
  return rows.filter((cells) => cells.some(Boolean));
}

/** Where columns may begin and end: the crossings of all borders. */
function edgesOf(lines: readonly string[]): number[] {
  const found = new Set<number>();
  for (const line of lines) {
    if (!line.startsWith('+') && !/\+[-=]+\+/.test(line)) continue;
    for (const { index } of line.matchAll(/\+(?=[-=+|]|$)|(?<=[-=])\+/g)) found.add(index);
  }
  const width = lines[0]?.length ?? 0;
  return [...found].filter((at) => at < width).sort((a, b) => a - b);
}

type Column = { start: number; end: number };

/**
 * Adds the words of a line to the cells that they stand in; where no bar parts two columns they are one cell. A bar at the
 * beginning of one only keeps its line.
 */
function addWords(
  row: string[],
  line: string,
  columns: readonly Column[],
  isBorder: readonly boolean[] = [],
): void {
  for (let at = 0; at < columns.length; at += 1) {
    if (isBorder[at]) continue;
    let last = at;
    while (
      last + 1 < columns.length &&
      !isBorder[last + 1] &&
      !/[|+]/.test(line[columns[last]?.end ?? 0] ?? '|')
    )
      last += 1;
    const words = line
      .slice((columns[at]?.start ?? 0) + 1, columns[last]?.end)
      .trim()
      .replace(/^\|(?:\s+|$)/, '');
    if (words) row[at] = row[at] ? `${row[at]} ${words}` : words;
    at = last;
  }
}

/** Makes one cell of what stands in a column from a row to the last one. */
function closeCell(rows: readonly string[][], column: number, from: number): void {
  if (rows.length - from < 2) return;
  const parts = rows.slice(from).map((row) => row[column] ?? '');
  const words = parts.filter(Boolean).join(' ');
  for (const [at, row] of rows.slice(from).entries())
    row[column] = at === 0 || words.length <= longestName ? words : '';
}
