import { formatNumber } from '#lib/schema/count.ts';
import { sheetBlocks } from '../sheet-blocks.ts';
import type { Office } from '../unpack/office.ts';
import { allXml, elementsOf, findXml, type Xml } from '../unpack/xml.ts';
import { unreadError } from '../unread.ts';
import { oneLine, type PageBlock } from '../write-blocks.ts';
import { boldHeadings } from './bold-headings.ts';
import { tableBlocks } from './table-blocks.ts';

type Reading = {
  notes: string[];
  numbered: Set<string>;
  /** Styles of paragraphs that are made from those of headings, and how deep these are. */
  headings: Map<string, number>;
  /** Family and name of the styles that are bold. */
  boldStyles: ReadonlySet<string>;
  /** Paragraphs that are bold as a whole. */
  bold: Set<PageBlock>;
  isSheet: boolean;
  cells: number;
};
const mostRepeats = 1000;
const mostCells = 2_000_000;
const mostColumns = 500;
const skipped = new Set([
  'tracked-changes',
  'annotation',
  'annotation-end',
  'sequence-decls',
  'forms',
  'desc',
  'title',
]);

/** The blocks of an OpenDocument text, sheet or presentation; foot notes stand after the text. */
export function openDocumentBlocks(office: Office): PageBlock[] {
  const content = office.part('content.xml');
  const body = findXml(content, 'body');
  if (!content || !body) throw unreadError('damaged', 'It is damaged: it has no content part.');
  const reading: Reading = {
    notes: [],
    numbered: numberedLists(content),
    headings: headingStyles(content),
    boldStyles: boldStyles([content, office.part('styles.xml')]),
    bold: new Set(),
    isSheet: false,
    cells: 0,
  };
  reading.isSheet = findXml(body, 'spreadsheet') !== undefined;
  const blocks = boldHeadings(blocksOf(body, reading), reading.bold);
  const items = reading.notes.map((words): PageBlock[] => [{ kind: 'paragraph', words }]);
  return items.length > 0 ? [...blocks, { kind: 'list', firstNumber: 1, items }] : blocks;
}

/** The styles of lists whose first level counts. */
function numberedLists(content: Xml): Set<string> {
  const styles = [...allXml(content, 'list-style')];
  return new Set(
    styles
      .filter((style) => elementsOf(style)[0]?.name === 'list-level-style-number')
      .map(({ attributes }) => attributes.name ?? ''),
  );
}

/** How deep a heading of this style is; undefined for what is no heading. */
function depthOf(style: string | undefined): number | undefined {
  if (style === 'Title') return 1;
  const [, depth] = /^Heading_20_([1-6])$/.exec(style ?? '') ?? [];
  return depth ? Number(depth) : undefined;
}

function headingStyles(content: Xml): Map<string, number> {
  return new Map(
    [...allXml(content, 'style')].flatMap(({ attributes }): [string, number][] => {
      const depth = depthOf(attributes['parent-style-name']);
      return attributes.name && depth ? [[attributes.name, depth]] : [];
    }),
  );
}

function boldStyles(parts: readonly (Xml | undefined)[]): Set<string> {
  const styles = new Map(
    parts.flatMap((part) =>
      [...(part ? allXml(part, 'style') : [])].map(({ attributes, ...style }) => {
        const weight = findXml({ attributes, ...style }, 'text-properties')?.attributes['font-weight'];
        const family = attributes.family ?? '';
        return [
          `${family} ${attributes.name}`,
          { weight, above: `${family} ${attributes['parent-style-name']}` },
        ];
      }),
    ),
  );
  const isBold = (name: string, seen: number): boolean => {
    const style = styles.get(name);
    if (!style || seen > 20) return false;
    return style.weight ? /^(?:bold|[6-9]00)$/.test(style.weight) : isBold(style.above, seen + 1);
  };
  return new Set([...styles.keys()].filter((name) => isBold(name, 0)));
}

/** Whether all words of a paragraph are bold, by its style or by that of their span. */
function isBold(element: Xml, { reading, isAbove }: { reading: Reading; isAbove: boolean }): boolean {
  return element.children.every((child) => {
    if (typeof child === 'string') return isAbove || !child.trim();
    const style = child.name === 'span' ? child.attributes['style-name'] : undefined;
    return isBold(child, { reading, isAbove: isAbove || reading.boldStyles.has(`text ${style}`) });
  });
}

function blocksOf(parent: Xml, reading: Reading): PageBlock[] {
  let slides = 0;
  return elementsOf(parent).flatMap((element): PageBlock[] => {
    const { name, attributes } = element;
    if (skipped.has(name)) return [];
    if (name === 'h') {
      const depth = Math.min(6, Number(attributes['outline-level']) || 1);
      return [{ kind: 'heading', depth, words: wordsOf(element, reading) }];
    }
    if (name === 'p') {
      const style = attributes['style-name'] ?? '';
      const depth = reading.headings.get(style) ?? depthOf(style);
      const words = wordsOf(element, reading);
      const block: PageBlock = depth ? { kind: 'heading', depth, words } : { kind: 'paragraph', words };
      if (isBold(element, { reading, isAbove: reading.boldStyles.has(`paragraph ${style}`) }))
        reading.bold.add(block);
      return [block, ...framed(element, reading)];
    }
    if (name === 'list') return [list(element, reading)];
    if (name === 'table') return table(element, reading);
    if (name === 'page') {
      slides += 1;
      return [{ kind: 'heading', depth: 2, words: `Slide ${slides}` }, ...blocksOf(element, reading)];
    }
    return blocksOf(element, reading);
  });
}

/** What stands in boxes inside of a paragraph. */
function framed(paragraph: Xml, reading: Reading): PageBlock[] {
  return [...allXml(paragraph, 'text-box')].flatMap((box) => blocksOf(box, reading));
}

function list(element: Xml, reading: Reading): PageBlock {
  const isNumbered = reading.numbered.has(element.attributes['style-name'] ?? '');
  const items = elementsOf(element)
    .filter(({ name }) => name === 'list-item' || name === 'list-header')
    .map((item) => blocksOf(item, reading));
  return { kind: 'list', firstNumber: isNumbered ? 1 : undefined, items };
}

function table(element: Xml, reading: Reading): PageBlock[] {
  const rows: string[][] = [];
  const merged: Merged = new Map();
  for (const row of allXml(element, 'table-row')) {
    const cells = cellsOf(row, reading, merged);
    const repeats = cells.some(Boolean) ? repeatsOf(row, 'number-rows-repeated') : 1;
    reading.cells += cells.length * repeats;
    if (reading.cells > mostCells)
      throw unreadError('too-large', `It has more than ${formatNumber(mostCells)} cells.`);
    for (let at = 0; at < repeats; at += 1) rows.push(cells);
  }
  if (!reading.isSheet) {
    return tableBlocks(rows, { hasHead: findXml(element, 'table-header-rows') !== undefined });
  }
  const blocks = sheetBlocks(rows);
  return blocks.length > 0
    ? [{ kind: 'heading', depth: 2, words: element.attributes.name ?? '' }, ...blocks]
    : [];
}

/** By column, words of a cell that goes on through the rows below it, and how many of these are left. */
type Merged = Map<number, { words: string; left: number }>;

/** What a cell that covers several rows says, it says in each of them. */
function cellsOf(row: Xml, reading: Reading, merged: Merged): string[] {
  const cells: string[] = [];
  for (const cell of elementsOf(row)) {
    if (cell.name !== 'table-cell' && cell.name !== 'covered-table-cell') continue;
    const words = [...allXml(cell, 'p')].map((each) => wordsOf(each, reading)).join(' ');
    const day = cell.attributes['date-value'];
    const above = merged.get(cells.length);
    if (above && cell.name === 'covered-table-cell' && !words && above.left > 0) {
      above.left -= 1;
      cells.push(above.words);
      const more = Number(cell.attributes['number-columns-repeated'] ?? 1) - 1;
      for (let at = 0; at < more && cells.length < mostColumns; at += 1) cells.push('');
      continue;
    }
    const spanned = Number(cell.attributes['number-rows-spanned'] ?? 1);
    if (words && spanned > 1) merged.set(cells.length, { words, left: spanned - 1 });
    const repeats = words
      ? repeatsOf(cell, 'number-columns-repeated')
      : Number(cell.attributes['number-columns-repeated'] ?? 1);
    for (let at = 0; at < repeats && cells.length < mostColumns; at += 1)
      cells.push(words && day ? day.replace('T00:00:00', '') : words);
  }
  return cells;
}

const repeatsOf = (element: Xml, name: string) =>
  Math.min(mostRepeats, Number(element.attributes[name] ?? 1) || 1);

function wordsOf(element: Xml, reading: Reading): string {
  return oneLine(inline(element, reading));
}

function inline(element: Xml, reading: Reading): string {
  return element.children
    .map((child): string => {
      if (typeof child === 'string') return child;
      if (child.name === 's' || child.name === 'tab' || child.name === 'line-break') return ' ';
      if (child.name === 'note') {
        const body = findXml(child, 'note-body');
        if (body) reading.notes.push(oneLine(inline(body, { ...reading, notes: [] })));
        return '';
      }
      if (skipped.has(child.name) || child.name === 'text-box') return '';
      return inline(child, reading);
    })
    .join('');
}
