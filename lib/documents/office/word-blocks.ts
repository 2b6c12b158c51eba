import { pairQuestions } from '../pair-questions.ts';
import type { Office } from '../unpack/office.ts';
import { allXml, elementsOf, findXml, wordsOfXml, type Xml } from '../unpack/xml.ts';
import { unreadError } from '../unread.ts';
import { oneLine, type PageBlock } from '../write-blocks.ts';
import { boldHeadings } from './bold-headings.ts';
import { joinLists, type Piece } from './join-lists.ts';
import { tableBlocks } from './table-blocks.ts';

type Style = { depth: number; isCode: boolean; isBold: boolean; list?: { id: string; level: number } };
type Styles = Map<string, Style>;
type Lists = (list: { id: string; level: number }) => { isNumbered: boolean };
type Reading = {
  styles: Styles;
  lists: Lists;
  notes: Map<string, string>;
  used: string[];
  bold: Set<PageBlock>;
};

/** The blocks of a Word document: headings by style, lists, tables, foot and end notes after the text; no deleted words. */
export function wordBlocks(office: Office): PageBlock[] {
  const name = mainPart(office);
  const body = findXml(office.part(name), 'body');
  if (!body) throw unreadError('damaged', 'It is damaged: it has no text part.');
  const folder = name.slice(0, name.lastIndexOf('/') + 1);
  const notes = new Map([
    ...notesOf(office.part(`${folder}footnotes.xml`), 'footnote'),
    ...notesOf(office.part(`${folder}endnotes.xml`), 'endnote'),
  ]);
  const reading: Reading = {
    styles: stylesOf(office.part(`${folder}styles.xml`)),
    lists: listsOf(office.part(`${folder}numbering.xml`)),
    notes,
    used: [],
    bold: new Set(),
  };
  const blocks = pairQuestions(boldHeadings(joinLists(blocksOf(body, reading)), reading.bold));
  const items = reading.used.map((words): PageBlock[] => [{ kind: 'paragraph', words }]);
  return items.length > 0 ? [...blocks, { kind: 'list', firstNumber: 1, items }] : blocks;
}

function mainPart(office: Office): string {
  const main = [...office.targetsOf('').values()].find(({ type }) => type === 'officeDocument');
  return main?.target ?? 'word/document.xml';
}

function blocksOf(parent: Xml, reading: Reading): Piece[] {
  return elementsOf(parent).flatMap((element): Piece[] => {
    switch (element.name) {
      case 'p':
        return paragraph(element, reading);
      case 'tbl':
        return table(element, reading);
      case 'sdt':
        return blocksOf(findXml(element, 'sdtContent') ?? element, reading);
      case 'ins':
      case 'moveTo':
      case 'smartTag':
      case 'customXml':
        return blocksOf(element, reading);
      default:
        return [];
    }
  });
}

function paragraph(element: Xml, reading: Reading): Piece[] {
  const properties = elementsOf(element).find(({ name }) => name === 'pPr');
  const property = (name: string) => findXml(properties, name)?.attributes.val ?? '';
  const style = reading.styles.get(property('pStyle'));
  const boxes = [...allXml(element, 'txbxContent')].slice(0, 1).flatMap((box) => blocksOf(box, reading));
  const raw = runs(element, reading);
  const words = oneLine(raw);
  const outline = property('outlineLvl');
  const depth = outline ? Number(outline) + 1 : (style?.depth ?? 0);
  if (!words) return boxes;
  if (depth >= 1 && depth <= 6) return [{ kind: 'heading', depth, words }, ...boxes];
  if (style?.isCode) return [{ kind: 'code', language: '', value: raw.trimEnd() }, ...boxes];
  const own = property('numId');
  const list = own ? { id: own, level: Number(property('ilvl') || 0) } : style?.list;
  if (list && list.id !== '0') {
    return [{ kind: 'item', level: list.level, words, ...reading.lists(list) }, ...boxes];
  }
  const block: PageBlock = { kind: 'paragraph', words };
  if (isBold(element, { reading, style })) reading.bold.add(block);
  return [block, ...boxes];
}

/** Whether every run that has words is bold: by itself, by its style or by the paragraph's. */
function isBold(paragraph: Xml, { reading, style }: { reading: Reading; style: Style | undefined }): boolean {
  return [...allXml(paragraph, 'r')]
    .filter((run) => wordsOfXml(findXml(run, 't')).trim() && !isHidden(run))
    .every((run) => {
      const properties = elementsOf(run).find(({ name }) => name === 'rPr');
      const own = reading.styles.get(findXml(properties, 'rStyle')?.attributes.val ?? '');
      return boldOf(properties) ?? (own?.isBold || style?.isBold || false);
    });
}

function boldOf(properties: Xml | undefined): boolean | undefined {
  const bold = findXml(properties, 'b');
  return bold && !isOff(bold);
}

const skipped = new Set([
  'del',
  'moveFrom',
  'pPr',
  'rPr',
  'instrText',
  'delText',
  'Fallback',
  'txbxContent',
  'pict',
]);

function runs(element: Xml, reading: Reading): string {
  return elementsOf(element)
    .map((child): string => {
      if (skipped.has(child.name)) return '';
      if (child.name === 't') return wordsOfXml(child);
      if (child.name === 'tab') return '\t';
      if (child.name === 'br' || child.name === 'cr') return '\n';
      if (child.name === 'noBreakHyphen') return '-';
      if (child.name === 'r' && isHidden(child)) return '';
      if (child.name === 'footnoteReference' || child.name === 'endnoteReference') {
        const note = reading.notes.get(`${child.name.slice(0, -9)}${child.attributes.id}`);
        if (note) reading.used.push(note);
        return '';
      }
      return runs(child, reading);
    })
    .join('');
}

function isHidden(run: Xml): boolean {
  const vanish = findXml(
    elementsOf(run).find(({ name }) => name === 'rPr'),
    'vanish',
  );
  return vanish !== undefined && !isOff(vanish);
}

const isOff = ({ attributes }: Xml) => /^(?:0|false|off)$/.test(attributes.val ?? '');

function table(element: Xml, reading: Reading): PageBlock[] {
  const rows = elementsOf(element)
    .flatMap((child) => (child.name === 'tr' ? [child] : [...allXml(child, 'tr')]))
    .map((row) => ({ isHead: findXml(row, 'tblHeader') !== undefined, cells: cellsOf(row) }));
  const above: string[] = [];
  const texts = rows.map(({ cells }) =>
    cells.flatMap(({ cell, span, continues }) => {
      const words = continues ? '' : oneLine(cellWords(cell, reading));
      return Array.from({ length: span }, (_, at) => (at === 0 ? words : ''));
    }),
  );
  // A cell that goes down over several rows says the same in each of them.
  const filled = texts.map((row, at) => {
    const continued =
      rows[at]?.cells.flatMap(({ span, continues }) => Array<boolean>(span).fill(continues)) ?? [];
    return row.map((words, column) => {
      if (!continued[column]) above[column] = words;
      return continued[column] ? (above[column] ?? '') : words;
    });
  });
  return tableBlocks(filled, { hasHead: rows[0]?.isHead ?? false });
}

function cellsOf(row: Xml): { cell: Xml; span: number; continues: boolean }[] {
  return [...allXml(row, 'tc')].map((cell) => {
    const merge = findXml(findXml(cell, 'tcPr'), 'vMerge');
    const span = Math.min(100, Number(findXml(findXml(cell, 'tcPr'), 'gridSpan')?.attributes.val ?? 1) || 1);
    return { cell, span, continues: merge !== undefined && merge.attributes.val !== 'restart' };
  });
}

function cellWords(cell: Xml, reading: Reading): string {
  return [...allXml(cell, 'p')].map((each) => runs(each, reading)).join(' ');
}

function stylesOf(part: Xml | undefined): Styles {
  const own = new Map(
    [...(part ? allXml(part, 'style') : [])].map((style) => [style.attributes.styleId ?? '', style]),
  );
  const read = (id: string, seen: number): Omit<Style, 'isBold'> => {
    const style = own.get(id);
    if (!style || seen > 20) return { depth: 0, isCode: false };
    const name = (findXml(style, 'name')?.attributes.val ?? '').toLowerCase();
    const outline = findXml(style, 'outlineLvl')?.attributes.val;
    const [, level] = /^heading (\d)$/.exec(name) ?? [];
    if (level) return { depth: Number(level), isCode: false };
    if (name === 'title') return { depth: 1, isCode: false };
    if (outline) return { depth: Number(outline) + 1, isCode: false };
    if (/\b(?:code|preformatted|source)\b/.test(name)) return { depth: 0, isCode: true };
    const list = findXml(style, 'numId')?.attributes.val;
    if (list) {
      const level =
        Number(findXml(style, 'ilvl')?.attributes.val ?? 0) || Number(/ (\d)$/.exec(name)?.[1] ?? 1) - 1;
      return { depth: 0, isCode: false, list: { id: list, level } };
    }
    return read(findXml(style, 'basedOn')?.attributes.val ?? '', seen + 1);
  };
  const isBold = (id: string, seen: number): boolean => {
    const style = own.get(id);
    if (!style || seen > 20) return false;
    return boldOf(findXml(style, 'rPr')) ?? isBold(findXml(style, 'basedOn')?.attributes.val ?? '', seen + 1);
  };
  return new Map([...own.keys()].map((id) => [id, { ...read(id, 0), isBold: isBold(id, 0) }]));
}

function listsOf(part: Xml | undefined): Lists {
  const abstract = new Map(
    [...(part ? allXml(part, 'abstractNum') : [])].map((each) => [each.attributes.abstractNumId, each]),
  );
  const numbers = new Map(
    [...(part ? allXml(part, 'num') : [])].map((each) => [
      each.attributes.numId,
      findXml(each, 'abstractNumId')?.attributes.val,
    ]),
  );
  return ({ id, level }) => {
    const levels = [
      ...allXml(abstract.get(numbers.get(id)) ?? { name: '', attributes: {}, children: [] }, 'lvl'),
    ];
    const form = findXml(
      levels.find(({ attributes }) => attributes.ilvl === String(level)),
      'numFmt',
    )?.attributes.val;
    return { isNumbered: form !== undefined && form !== 'bullet' && form !== 'none' };
  };
}

function notesOf(part: Xml | undefined, name: string): [string, string][] {
  return [...(part ? allXml(part, name) : [])].map((note) => [
    `${name}${note.attributes.id}`,
    oneLine([...allXml(note, 't')].map(wordsOfXml).join('')),
  ]);
}
