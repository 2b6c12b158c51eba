import { labelled } from './sheet-blocks.ts';
import { oneLine, type PageBlock } from './write-blocks.ts';

/** The words of each cell; one that goes over several rows says the same in each of them. */
export function spread(rows: readonly Element[], wordsOf: (cell: Element) => string): string[][] {
  const down = new Map<number, { left: number; words: string }>();
  return rows.map((row) => {
    const cells: string[] = [];
    const fromAbove = () => {
      for (let above = down.get(cells.length); above && above.left > 0; above = down.get(cells.length)) {
        above.left -= 1;
        cells.push(above.words);
      }
    };
    for (const cell of row.children) {
      fromAbove();
      const words = wordsOf(cell);
      const size = (name: string) => Math.min(100, Math.max(1, Number(cell.getAttribute(name)) || 1));
      for (let across = 0; across < size('colspan'); across += 1) {
        down.set(cells.length, { left: size('rowspan') - 1, words: across === 0 ? words : '' });
        cells.push(across === 0 ? words : '');
      }
    }
    fromAbove();
    return cells;
  });
}

/**
 * Whether each row is a label with its value: heads at the side and none above, as forms and boxes of facts have them,
 * or two columns of which nothing says that the first row is their head.
 */
export function hasLabels(rows: readonly Element[], width: number): boolean {
  const filled = rows.filter((row) => row.children.length > 1);
  const areAtSide = filled.every(
    ({ children }) => children.length === 2 && isHead(children[0]) && !isHead(children[1]),
  );
  const areBare = width === 2 && !rows.some(hasHeads) && !isSetOff(rows[0]);
  return filled.length > 0 && (areAtSide || areBare);
}

export const isHead = (cell: Element | undefined) => cell?.tagName.toLowerCase() === 'th';
const hasHeads = ({ parentElement, children }: Element) =>
  parentElement?.tagName.toLowerCase() === 'thead' || [...children].some(isHead);

/** A row that one cell takes whole: it says of what the rows below it are. */
const isAcross = ({ children }: Element): boolean =>
  children.length === 1 && !isHead(children[0]) && Number(children[0]?.getAttribute('colspan')) > 1;

/** The rows of a table without heads, parted at those that say of what the others are. */
export function partRows(rows: readonly Element[]): Element[][] {
  if (rows.some(hasHeads)) return [[...rows]];
  const parts: Element[][] = [];
  let isParted = true;
  for (const row of rows) {
    const partsOthers = isAcross(row);
    if (isParted || partsOthers) parts.push([row]);
    else parts.at(-1)?.push(row);
    isParted = partsOthers;
  }
  return parts;
}

/** A head of which every cell is in bold letters, or called one. */
const isSetOff = (row: Element | undefined): boolean =>
  [...(row?.children ?? [])].every((cell) => {
    const mark = cell.matches('[class*="head"]') ? cell : cell.querySelector('b, strong, [class*="head"]');
    return oneLine(mark?.textContent ?? '') === oneLine(cell.textContent ?? '');
  });

export function labels(cells: readonly string[][]): PageBlock {
  const items = cells.filter((row) => row.some(Boolean)).map(labelled);
  return { kind: 'list', firstNumber: undefined, items };
}

const parts = 'h1, h2, h3, h4, h5, h6, pre, table';
const isCalled = (element: Element, name: RegExp) => name.test(element.getAttribute('class') ?? '');
const mostColumns = 8;

/**
 * The cells of a table that is drawn with boxes, row by row: rows and cells by their roles, or below boxes that are
 * called heads as many to a row as there are of them. Undefined of any other box.
 */
export function drawnRows(element: Element): Element[][] | undefined {
  const role = element.getAttribute('role') ?? '';
  if (/^(?:table|grid)$/.test(role)) {
    const rows = [...element.querySelectorAll('[role="row"]')].map((row) => [...row.children]);
    return rows.length > 1 && !element.querySelector(parts) ? rows : undefined;
  }
  if (!isCalled(element, /(?:^|[\s_-])(?:table|grid)(?:[\s_-]|$)/i)) return undefined;
  const cells = [...element.children];
  const firstOther = cells.findIndex((cell) => !isCalled(cell, /(?:^|[\s_-])head(?:er)?(?:[\s_-]|$)/i));
  const isEven = firstOther > 1 && firstOther <= mostColumns && cells.length % firstOther === 0;
  if (!isEven || element.querySelector(parts)) return undefined;
  return Array.from({ length: cells.length / firstOther }, (_, row) =>
    cells.slice(row * firstOther, (row + 1) * firstOther),
  );
}

/** What a function is called with, of which each word and bracket has a cell of its own. */
export const isSignature = (rows: readonly Element[]): boolean =>
  rows.some(({ children }) =>
    [...children].some((cell) => !isHead(cell) && (cell.textContent ?? '').trim() === '('),
  );

/** Its words, with no blanks inside of the brackets. */
export const signatureOf = (words: string): string => words.replace(/ ?\( ?/g, '(').replace(/ (?=[),])/g, '');

const longestLine = 400;

/** Whether a row of a table that has headings of its own is a line of words that its cells set apart. */
export const isOneLine = (row: Element): boolean =>
  row.children.length > 1 &&
  (row.textContent ?? '').length <= longestLine &&
  !row.querySelector(`${parts}, p, div, ul, ol, dl`) &&
  hasHeadings(row.closest('table'));

const headed = new WeakMap<Element, boolean>();

/** Asked once of each table: it may have any number of rows. */
function hasHeadings(table: Element | null): boolean {
  if (!table) return false;
  const known = headed.get(table) ?? table.querySelector('h1, h2, h3, h4') !== null;
  headed.set(table, known);
  return known;
}
