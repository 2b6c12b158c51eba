import { makeZip } from './make-zip.ts';

const escaped = (words: string) => words.replaceAll('&', '&amp;').replaceAll('<', '&lt;');
const xml = (body: string) => `<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n${body}`;
const relations = (...targets: [id: string, type: string, target: string][]) =>
  xml(
    `<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships">${targets
      .map(
        ([id, type, target]) =>
          `<Relationship Id="${id}" Type="http://schemas.openxmlformats.org/officeDocument/2006/relationships/${type}" Target="${target}"/>`,
      )
      .join('')}</Relationships>`,
  );

/** What a made text holds, in this order. */
export type Written = { title: string; words: string; items?: string[]; rows?: string[][] };
/** Paragraphs of a Word document after all else; `bold` by its runs, or by the style that is named. */
type Paragraph = { words: string; bold?: 'runs' | 'style' | 'style, not its runs' };

/** A Word document as Word writes it: styles by id, lists by number, words cut into runs. */
export function makeDocx({
  title,
  words,
  items = [],
  rows = [],
  paragraphs = [],
}: Written & { paragraphs?: Paragraph[] }): Buffer {
  const run = (text: string, form = '') =>
    `<w:r><w:rPr>${form}<w:lang w:val="en-US"/></w:rPr><w:t xml:space="preserve">${escaped(text)}</w:t></w:r>`;
  const runs = (text: string, form = '') =>
    run(text.slice(0, 9), form) + (text.length > 9 ? run(text.slice(9), form) : '');
  const paragraph = (text: string, properties = '', form = '') =>
    `<w:p><w:pPr>${properties}</w:pPr>${runs(text, form)}</w:p>`;
  const others = paragraphs.map(({ words, bold = '' }) => {
    const form = bold === 'runs' ? '<w:b/>' : bold === 'style, not its runs' ? '<w:b w:val="0"/>' : '';
    return paragraph(words, bold.startsWith('style') ? '<w:pStyle w:val="Begriff"/>' : '', form);
  });
  const table = rows.length
    ? `<w:tbl><w:tblPr/>${rows
        .map(
          (row) => `<w:tr>${row.map((cell) => `<w:tc><w:tcPr/>${paragraph(cell)}</w:tc>`).join('')}</w:tr>`,
        )
        .join('')}</w:tbl>`
    : '';
  const list = items
    .map((item) => paragraph(item, '<w:numPr><w:ilvl w:val="0"/><w:numId w:val="1"/></w:numPr>'))
    .join('');
  const gone = `<w:p><w:del w:id="1"><w:r><w:delText>deleted words</w:delText></w:r></w:del></w:p>`;
  const body =
    paragraph(title, '<w:pStyle w:val="berschrift1"/>') +
    paragraph(words) +
    list +
    table +
    gone +
    others.join('');
  return makeZip({
    '[Content_Types].xml': xml('<Types/>'),
    '_rels/.rels': relations(['rId1', 'officeDocument', 'word/document.xml']),
    'word/document.xml': xml(
      `<w:document xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main"><w:body>${body}<w:sectPr/></w:body></w:document>`,
    ),
    'word/styles.xml': xml(
      '<w:styles xmlns:w="w"><w:style w:type="paragraph" w:styleId="berschrift1"><w:name w:val="heading 1"/></w:style><w:style w:type="paragraph" w:styleId="Begriff"><w:name w:val="Term"/><w:basedOn w:val="Fett"/></w:style><w:style w:type="paragraph" w:styleId="Fett"><w:name w:val="Bold"/><w:rPr><w:b/></w:rPr></w:style></w:styles>',
    ),
    'word/numbering.xml': xml(
      '<w:numbering xmlns:w="w"><w:abstractNum w:abstractNumId="0"><w:lvl w:ilvl="0"><w:numFmt w:val="decimal"/></w:lvl></w:abstractNum><w:num w:numId="1"><w:abstractNumId w:val="0"/></w:num></w:numbering>',
    ),
  });
}

/** A workbook with one sheet, its words in the shared table, numbers as numbers. */
export function makeXlsx(rows: string[][], sheet = 'Stock', merged: readonly string[] = []): Buffer {
  const strings = [...new Set(rows.flat().filter((cell) => !/^\d+$/.test(cell)))];
  const cell = (words: string, row: number, column: number) => {
    const at = `${lettersOf(column)}${row + 1}`;
    const index = strings.indexOf(words);
    return index < 0 ? `<c r="${at}"><v>${words}</v></c>` : `<c r="${at}" t="s"><v>${index}</v></c>`;
  };
  const data = rows.map(
    (row, at) => `<row r="${at + 1}">${row.map((words, column) => cell(words, at, column)).join('')}</row>`,
  );
  return makeZip({
    '[Content_Types].xml': xml('<Types/>'),
    '_rels/.rels': relations(['rId1', 'officeDocument', 'xl/workbook.xml']),
    'xl/workbook.xml': xml(
      `<workbook xmlns:r="r"><sheets><sheet name="${escaped(sheet)}" sheetId="1" r:id="rId7"/></sheets></workbook>`,
    ),
    'xl/_rels/workbook.xml.rels': relations(['rId7', 'worksheet', 'worksheets/sheet1.xml']),
    'xl/worksheets/sheet1.xml': xml(
      `<worksheet><sheetData>${data.join('')}</sheetData><mergeCells>${merged.map((ref) => `<mergeCell ref="${ref}"/>`).join('')}</mergeCells></worksheet>`,
    ),
    'xl/sharedStrings.xml': xml(
      `<sst>${strings.map((words) => `<si><t>${escaped(words)}</t></si>`).join('')}</sst>`,
    ),
  });
}

/** A column as sheets name it: `A`, `Z`, `AA`. */
const lettersOf = (column: number): string =>
  `${column < 26 ? '' : lettersOf(Math.floor(column / 26) - 1)}${String.fromCharCode(65 + (column % 26))}`;

/** A presentation of slides, each with a title and its points. */
export function makePptx(slides: { title: string; points: string[] }[]): Buffer {
  const shape = (type: string, lines: string[]) =>
    `<p:sp><p:nvSpPr><p:nvPr><p:ph type="${type}"/></p:nvPr></p:nvSpPr><p:txBody>${lines
      .map((line) => `<a:p><a:r><a:t>${escaped(line)}</a:t></a:r></a:p>`)
      .join('')}</p:txBody></p:sp>`;
  const parts = slides.map(({ title, points }, at): [string, string] => [
    `ppt/slides/slide${at + 1}.xml`,
    xml(
      `<p:sld xmlns:p="p" xmlns:a="a"><p:cSld><p:spTree>${shape('title', [title])}${shape('body', points)}</p:spTree></p:cSld></p:sld>`,
    ),
  ]);
  return makeZip({
    '_rels/.rels': relations(['rId1', 'officeDocument', 'ppt/presentation.xml']),
    'ppt/presentation.xml': xml(
      `<p:presentation xmlns:p="p" xmlns:r="r"><p:sldIdLst>${slides.map((_, at) => `<p:sldId id="${256 + at}" r:id="rId${at + 2}"/>`).join('')}</p:sldIdLst></p:presentation>`,
    ),
    'ppt/_rels/presentation.xml.rels': relations(
      ...slides.map((_, at): [string, string, string] => [
        `rId${at + 2}`,
        'slide',
        `slides/slide${at + 1}.xml`,
      ]),
    ),
    ...Object.fromEntries(parts),
  });
}

const office = 'xmlns:office="o" xmlns:text="t" xmlns:table="b" xmlns:draw="d"';

/** An OpenDocument text. */
export function makeOdt({ title, words, items = [], rows = [] }: Written, { isLocked = false } = {}): Buffer {
  const list = items.length
    ? `<text:list>${items.map((item) => `<text:list-item><text:p>${escaped(item)}</text:p></text:list-item>`).join('')}</text:list>`
    : '';
  const body = `<office:text><text:h text:outline-level="1">${escaped(title)}</text:h><text:p>${escaped(words).replaceAll(' ', ' <text:s/>')}</text:p>${list}${odfTable(rows)}</office:text>`;
  return makeOdf('text', body, isLocked);
}

/** An OpenDocument sheet; its last row says that it is repeated a million times, as real ones do. */
export function makeOds(rows: string[][]): Buffer {
  return makeOdf('spreadsheet', `<office:spreadsheet>${odfTable(rows)}</office:spreadsheet>`, false);
}

/** An OpenDocument presentation with one text on each slide. */
export function makeOdp(slides: string[]): Buffer {
  const pages = slides.map(
    (words) =>
      `<draw:page><draw:frame><draw:text-box><text:p>${escaped(words)}</text:p></draw:text-box></draw:frame></draw:page>`,
  );
  return makeOdf('presentation', `<office:presentation>${pages.join('')}</office:presentation>`, false);
}

function odfTable(rows: string[][]): string {
  if (rows.length === 0) return '';
  const written = rows.map(
    (row) =>
      `<table:table-row>${row.map((cell) => `<table:table-cell><text:p>${escaped(cell)}</text:p></table:table-cell>`).join('')}</table:table-row>`,
  );
  const empty =
    '<table:table-row table:number-rows-repeated="1048000"><table:table-cell table:number-columns-repeated="16384"/></table:table-row>';
  return `<table:table table:name="Sheet1">${written.join('')}${empty}</table:table>`;
}

function makeOdf(kind: string, body: string, isLocked: boolean): Buffer {
  const locked = isLocked ? '<manifest:encryption-data/>' : '';
  return makeZip({
    mimetype: `application/vnd.oasis.opendocument.${kind}`,
    'META-INF/manifest.xml': xml(
      `<manifest:manifest xmlns:manifest="m"><manifest:file-entry>${locked}</manifest:file-entry></manifest:manifest>`,
    ),
    'content.xml': xml(
      `<office:document-content ${office}><office:body>${body}</office:body></office:document-content>`,
    ),
    'meta.xml': xml('<office:document-meta/>'),
  });
}

/** A book of chapters in XHTML, the second one first in its file and last in its order. */
export function makeEpub({
  title,
  chapters,
  isLocked = false,
}: {
  title: string;
  chapters: string[];
  isLocked?: boolean;
}): Buffer {
  const files = chapters.map((chapter, at): [string, string] => [
    `OEBPS/text/c${at}.xhtml`,
    xml(
      `<html xmlns="http://www.w3.org/1999/xhtml"><head><title>c</title></head><body><h1>Chapter ${at + 1}</h1><p>${escaped(chapter)}</p></body></html>`,
    ),
  ]);
  return makeZip({
    mimetype: 'application/epub+zip',
    'META-INF/container.xml': xml(
      '<container><rootfiles><rootfile full-path="OEBPS/book.opf"/></rootfiles></container>',
    ),
    ...(isLocked && {
      'META-INF/encryption.xml': xml(
        '<encryption><EncryptedData><CipherData><CipherReference URI="OEBPS/text/c0.xhtml"/></CipherData></EncryptedData></encryption>',
      ),
    }),
    ...Object.fromEntries([...files].reverse()),
    'OEBPS/book.opf': xml(
      `<package xmlns:dc="dc"><metadata><dc:title>${escaped(title)}</dc:title><dc:creator>A. Writer</dc:creator></metadata><manifest>${files
        .map((_, at) => `<item id="i${at}" href="text/c${at}.xhtml" media-type="application/xhtml+xml"/>`)
        .join(
          '',
        )}</manifest><spine>${files.map((_, at) => `<itemref idref="i${at}"/>`).join('')}</spine></package>`,
    ),
  });
}

/** An office file with a password: the older container with the newer file encrypted inside. */
export function makeLockedOffice(): Buffer {
  const bytes = Buffer.alloc(4096);
  bytes.write('d0cf11e0a1b11ae1', 'hex');
  Buffer.from('EncryptedPackage', 'utf16le').copy(bytes, 1024);
  return bytes;
}
