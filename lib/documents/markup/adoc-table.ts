/** A cell of a table as it is written: how many columns and rows it takes, and its lines. */
type Cell = { text: string; columns: number; rows: number };

const mostColumns = 200;
const mostRows = 100;

/** What stands before a bar that opens a cell: `2+`, `.3+`, `3*`, `.^a`. */
const opens =
  /(?:(?:^|(?<=\s))(?:(\d{0,3})(?:\.(\d{1,3}))?([+*]))?(?:[<^>]|\.[<^>]){0,2}[adehlmsv]?)?(?<!\\)\|/gm;

/** The rows of a table by the bars that open its cells, each with as many columns as `options` or its first line say. */
export function adocRows(lines: readonly string[], options: string, mark = '|'): string[][] {
  if (mark === ',' || mark === ':' || /format="?[cdt]sv/.test(options))
    return partedRows(lines, mark, options);
  const cells = cellsIn(lines.join('\n'));
  const width = Math.min(mostColumns, columnsOf(options) || firstRow(lines));
  const rows: string[][] = [];
  /** How many rows below a column is taken, and by what. */
  const taken = new Map<number, { left: number; text: string }>();
  let row: string[] = [];
  const close = () => {
    for (let over = taken.get(row.length); over; over = taken.get(row.length)) {
      row.push(over.text);
      over.left -= 1;
      if (over.left === 0) taken.delete(row.length - 1);
    }
    if (row.length < width) return;
    rows.push(row);
    row = [];
  };
  for (const { text, columns, rows: high } of cells) {
    close();
    const from = row.length;
    row.push(text, ...Array.from({ length: Math.min(columns, width - from) - 1 }, () => ''));
    for (let at = from; high > 1 && at < row.length; at += 1)
      taken.set(at, { left: high - 1, text: at === from ? text : '' });
    close();
  }
  if (row.length > 0) rows.push(row);
  return rows;
}

function cellsIn(text: string): Cell[] {
  const cells: Cell[] = [];
  const found = [...text.matchAll(opens)];
  for (const [at, match] of found.entries()) {
    const [, columns, rows, sign] = match;
    const said = text
      .slice(match.index + match[0].length, found[at + 1]?.index)
      .replaceAll('\\|', '|')
      .trim();
    const times = sign === '*' ? Math.min(mostColumns, Number(columns) || 1) : 1;
    const cell = {
      text: said,
      columns: sign === '+' ? Math.max(1, Number(columns) || 1) : 1,
      rows: sign === '+' ? Math.min(mostRows, Number(rows) || 1) : 1,
    };
    for (let each = 0; each < times; each += 1) cells.push(cell);
  }
  return cells;
}

/** `cols="1,2a,3*"`: columns by how wide they are, some of them several. */
function columnsOf(options: string): number {
  const [, quoted, bare] = /cols=(?:["']([^"']*)["']|([^,\]\s]+))/.exec(options) ?? [];
  const said = quoted ?? bare ?? '';
  if (!said.trim()) return 0;
  return said
    .split(/[,;]/)
    .slice(0, mostColumns)
    .reduce((sum, each) => sum + Number(/^\s*(\d{1,3})\*/.exec(each)?.[1] ?? 1), 0);
}

/** The cells of the first line, or where they stand one a line, of the lines up to a blank one. */
function firstRow(lines: readonly string[]): number {
  const from = lines.findIndex((line) => line.trim());
  const count = (line: string) => [...line.matchAll(opens)].length;
  const inFirst = cellsIn(lines[from] ?? '').reduce((sum, { columns }) => sum + columns, 0);
  if (inFirst > 1) return inFirst;
  let cells = 0;
  for (let at = from; at >= 0 && lines[at]?.trim(); at += 1) cells += count(lines[at] as string);
  const isApart = lines.slice(from).some((line) => !line.trim());
  return isApart ? Math.max(1, cells) : 1;
}

function partedRows(lines: readonly string[], mark: string, options: string): string[][] {
  const [, said] = /separator="?([^",\]]{1,2})/.exec(options) ?? [];
  const sign = said ?? (mark === ':' || /format="?dsv/.test(options) ? ':' : ',');
  return lines
    .filter((line) => line.trim())
    .map((line) => {
      const cells = sign === ',' ? [...line.matchAll(/"((?:[^"]|"")*)"|[^,]+|(?<=,)(?=,|$)/g)] : undefined;
      if (!cells) return line.split(sign === '\\t' ? '\t' : sign);
      return cells.map(([whole, quoted]) => (quoted ?? whole).replaceAll('""', '"').trim());
    });
}
