import { formatNumber } from '#lib/schema/count.ts';
import { sheetBlocks } from '../sheet-blocks.ts';
import type { Office } from '../unpack/office.ts';
import { allXml, elementsOf, findXml, scanXml } from '../unpack/xml.ts';
import { unreadError } from '../unread.ts';
import type { PageBlock } from '../write-blocks.ts';

const mostRows = 100_000;
/** As Excel has them; wide rows count for more. */
const mostColumns = 16_384;
const mostCells = 3_000_000;

type Form = 'plain' | 'percent' | 'day' | 'time' | 'moment';

/** The blocks of a workbook: each sheet under its name, its values as they are shown, dates as YYYY-MM-DD. */
export function workbookBlocks(office: Office): PageBlock[] {
  const main = 'xl/workbook.xml';
  const workbook = office.part(main);
  if (!workbook) throw unreadError('damaged', 'It is damaged: it has no workbook part.');
  const targets = office.targetsOf(main);
  const strings = sharedStrings(office);
  const forms = formsOf(office);
  const since1904 = findXml(workbook, 'workbookPr')?.attributes.date1904 === '1';
  return [...allXml(workbook, 'sheet')].flatMap(({ attributes }): PageBlock[] => {
    const target = targets.get(attributes.id ?? '')?.target;
    const bytes = target ? office.zip.read(target) : undefined;
    if (!bytes) return [];
    const blocks = sheetBlocks(readSheet(bytes, { strings, forms, since1904 }));
    const heading: PageBlock = { kind: 'heading', depth: 2, words: attributes.name ?? '' };
    return blocks.length > 0 ? [heading, ...blocks] : [];
  });
}

function sharedStrings(office: Office): string[] {
  const bytes = office.zip.read('xl/sharedStrings.xml');
  const strings: string[] = [];
  if (!bytes) return strings;
  let words = '';
  let inText = false;
  let inPhonetic = false;
  scanXml(bytes, {
    open(name) {
      if (name === 'si') words = '';
      else if (name === 't') inText = true;
      else if (name === 'rPh') inPhonetic = true;
    },
    text(piece) {
      if (inText && !inPhonetic) words += piece;
    },
    close(name) {
      if (name === 'si') strings.push(words);
      else if (name === 't') inText = false;
      else if (name === 'rPh') inPhonetic = false;
    },
  });
  return strings;
}

function formsOf(office: Office): Form[] {
  const styles = office.part('xl/styles.xml');
  const codes = new Map(
    [...(styles ? allXml(styles, 'numFmt') : [])].map(({ attributes }) => [
      attributes.numFmtId,
      attributes.formatCode ?? '',
    ]),
  );
  const formats = findXml(styles, 'cellXfs');
  return (formats ? elementsOf(formats) : []).map(({ attributes }) => {
    const id = Number(attributes.numFmtId ?? 0);
    return formOf(id, codes.get(String(id)) ?? '');
  });
}

function formOf(id: number, code: string): Form {
  if (id === 9 || id === 10) return 'percent';
  if (id >= 14 && id <= 17) return 'day';
  if ((id >= 18 && id <= 21) || (id >= 45 && id <= 47)) return 'time';
  if (id === 22) return 'moment';
  const bare = code.replace(/"[^"]*"|\\.|\[[^\]]*\]/g, '').toLowerCase();
  if (bare.includes('%')) return 'percent';
  const hasDay = /[yd]/.test(bare);
  const hasTime = /[hs]/.test(bare);
  if (hasDay) return hasTime ? 'moment' : 'day';
  return hasTime ? 'time' : 'plain';
}

type Book = { strings: readonly string[]; forms: readonly Form[]; since1904: boolean };

/** Of a sheet's merged cells, and of the rows that one of them covers, so many are filled. */
const mostMerged = 10_000;
const mostCovered = 1000;
const mostFilledAcross = 500;

function readSheet(bytes: Buffer, book: Book): string[][] {
  const rows: string[][] = [];
  /** Where the rows of the sheet, by their numbers, stand here. */
  const places = new Map<number, number>();
  let number = 0;
  let mergedCells = 0;
  let cells = 0;
  let cell: { column: number; type: string; style: number; value: string } | undefined;
  let row: string[] = [];
  let takes = false;
  scanXml(bytes, {
    open(name, { r = '', t = 'n', s = '0', ref = '' }) {
      if (name === 'row') {
        const at = Number(r) - 1;
        number = Number(r);
        // Rows that are not there are empty ones; a file may say any number.
        if (at > rows.length && rows.length > 0) rows.push([]);
        row = [];
      } else if (name === 'c') {
        cell = { column: r ? columnOf(r) : row.length, type: t, style: Number(s), value: '' };
      } else if (name === 'mergeCell' && mergedCells < mostMerged) {
        mergedCells += 1;
        fillMerged(rows, { places, area: ref });
      } else if (name === 'v' || name === 't') takes = true;
    },
    text(words) {
      if (takes && cell) cell.value += words;
    },
    close(name) {
      if (name === 'v' || name === 't') takes = false;
      else if (name === 'c' && cell) {
        if (cell.column < mostColumns) row[cell.column] = shown(cell, book);
        cell = undefined;
      } else if (name === 'row') {
        if (rows.length >= mostRows)
          throw unreadError('too-large', `It has more than ${formatNumber(mostRows)} rows.`);
        cells += row.length;
        if (cells > mostCells)
          throw unreadError('too-large', `It has more than ${formatNumber(mostCells)} cells.`);
        places.set(number, rows.length);
        rows.push(Array.from(row, (value) => value ?? ''));
      }
    },
  });
  return rows;
}

/** What a cell that covers several rows says (`A2:A4`), it says in each of them. */
function fillMerged(
  rows: string[][],
  { places, area }: { places: ReadonlyMap<number, number>; area: string },
): void {
  const [, column = '', first = '', last = ''] =
    /^([A-Z]{1,3})(\d{1,7}):[A-Z]{1,3}(\d{1,7})$/.exec(area) ?? [];
  const at = column ? columnOf(column) : mostFilledAcross;
  if (at >= mostFilledAcross) return;
  const words = rows[places.get(Number(first)) ?? -1]?.[at];
  if (!words) return;
  for (
    let below = Number(first) + 1;
    below <= Math.min(Number(last), Number(first) + mostCovered);
    below += 1
  ) {
    const row = rows[places.get(below) ?? -1];
    if (!row || row[at]) continue;
    while (row.length < at) row.push('');
    row[at] = words;
  }
}

function columnOf(reference: string): number {
  const letters = /^[A-Z]+/.exec(reference)?.[0] ?? 'A';
  return [...letters].reduce((sum, letter) => sum * 26 + letter.charCodeAt(0) - 64, 0) - 1;
}

function shown({ type, value, style }: { type: string; value: string; style: number }, book: Book): string {
  if (type === 's') return book.strings[Number(value)] ?? '';
  if (type === 'b') return value === '1' ? 'TRUE' : 'FALSE';
  if (type !== 'n' || value === '') return value;
  const number = Number(value);
  const form = book.forms[style] ?? 'plain';
  if (!Number.isFinite(number)) return value;
  if (form === 'plain') return String(Number(number.toPrecision(15)));
  if (form === 'percent') return `${Number((number * 100).toPrecision(12))}%`;
  const day = number + (book.since1904 ? 1462 : 0);
  const time = new Date(Math.round((day - 25_569) * 86_400) * 1000);
  if (Number.isNaN(time.getTime())) return value;
  const iso = time.toISOString();
  if (form === 'day') return iso.slice(0, 10);
  return form === 'time' ? iso.slice(11, 16) : iso.slice(0, 16).replace('T', ' ');
}
