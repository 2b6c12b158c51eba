import { tableBlocks } from '../../office/table-blocks.ts';
import { labelled, withoutEmptyColumns } from '../../sheet-blocks.ts';
import { elementsOf, type Xml } from '../../unpack/xml.ts';
import type { PageBlock } from '../../write-blocks.ts';

const rowParts = new Set(['thead', 'tbody', 'tfoot', 'tgroup']);
const isRow = (name: string) => name === 'row' || name === 'tr';
const isCell = (name: string) => name === 'entry' || name === 'entrytbl' || name === 'td' || name === 'th';
const mostColumns = 500;
const mostCells = 2_000_000;

/** The blocks of a table as CALS (`tgroup`, `row`, `entry`) or HTML has it; `wordsOf` reads a cell. */
export function tableOf(element: Xml, wordsOf: (cell: Xml) => string): PageBlock[] {
  const rows = rowsIn(element);
  const columns = columnsOf(element);
  const cells = withoutEmptyColumns(spread(rows, { columns, wordsOf }));
  const hasHead = rows.some(
    (row) => row.isHead || elementsOf(row.element).every(({ name }) => name === 'th'),
  );
  const isOfLabels = !hasHead && cells.every((row) => row.length === 2);
  if (isOfLabels && cells.length > 0)
    return [
      { kind: 'list', firstNumber: undefined, items: cells.filter((row) => row.some(Boolean)).map(labelled) },
    ];
  return tableBlocks(cells, { hasHead });
}

type Row = { element: Xml; isHead: boolean };

function rowsIn(element: Xml, isHead = false): Row[] {
  return elementsOf(element).flatMap((child): Row[] => {
    if (isRow(child.name)) return [{ element: child, isHead }];
    return rowParts.has(child.name) ? rowsIn(child, child.name === 'thead') : [];
  });
}

/** The places of columns by their names. */
function columnsOf(element: Xml): Map<string, number> {
  const groups = elementsOf(element).filter(({ name }) => name === 'tgroup');
  return new Map(
    groups.flatMap((group) =>
      elementsOf(group)
        .filter(({ name }) => name === 'colspec')
        .map(({ attributes }, at): [string, number] => [attributes.colname ?? '', at]),
    ),
  );
}

/** The words of each cell; one that goes over several rows says the same in each of them. */
function spread(
  rows: readonly Row[],
  { columns, wordsOf }: { columns: ReadonlyMap<string, number>; wordsOf: (cell: Xml) => string },
): string[][] {
  const down = new Map<number, { left: number; words: string }>();
  let total = 0;
  return rows.map(({ element }) => {
    const cells: string[] = [];
    const fromAbove = () => {
      for (let above = down.get(cells.length); above && above.left > 0; above = down.get(cells.length)) {
        above.left -= 1;
        cells.push(above.words);
      }
    };
    for (const cell of elementsOf(element).filter(({ name }) => isCell(name))) {
      fromAbove();
      const words = wordsOf(cell);
      for (let across = 0; across < widthOf(cell, columns) && cells.length < mostColumns; across += 1) {
        const own = across === 0 ? words : '';
        down.set(cells.length, { left: heightOf(cell) - 1, words: own });
        cells.push(own);
      }
    }
    fromAbove();
    total += cells.length;
    if (total > mostCells) throw new RangeError('Too many cells.');
    return cells;
  });
}

const counted = (value: string | undefined): number => Math.min(100, Math.max(1, Number(value) || 1));

function widthOf({ attributes }: Xml, columns: ReadonlyMap<string, number>): number {
  const [from, to] = [columns.get(attributes.namest ?? ''), columns.get(attributes.nameend ?? '')];
  return from !== undefined && to !== undefined && to > from ? to - from + 1 : counted(attributes.colspan);
}

const heightOf = ({ attributes }: Xml): number =>
  attributes.morerows ? counted(String(Number(attributes.morerows) + 1)) : counted(attributes.rowspan);
