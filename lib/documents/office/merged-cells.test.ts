import { expect, test } from 'vitest';
import { makeXlsx } from '#lib/testing/make-files/make-office.ts';
import { makeZip } from '#lib/testing/make-files/make-zip.ts';
import { readFile } from '../read-file.ts';

const read = async (path: string, bytes: Buffer) => {
  const page = await readFile({ path, base64: bytes.toString('base64'), contentType: '' });
  return 'text' in page ? page.text : page.words;
};

const table = `| Harbour | Ship | Year |
| --- | --- | --- |
| Norling | Ada | 1907 |
| Norling | Bea | 1908 |
| Sund | Cleo | 1909 |
| Sund | Dora | 1909 |
`;

/** A table of an OpenDocument text as LibreOffice writes it: what is covered by a cell above stands there by name. */
const odt = (rows: string) =>
  makeZip({
    mimetype: 'application/vnd.oasis.opendocument.text',
    'content.xml': `<?xml version="1.0"?><office:document-content xmlns:office="o" xmlns:text="t" xmlns:table="b"><office:body><office:text><table:table>${rows}</table:table></office:text></office:body></office:document-content>`,
  });
const cell = (words: string, rows = 1) =>
  `<table:table-cell${rows > 1 ? ` table:number-rows-spanned="${rows}"` : ''}><text:p>${words}</text:p></table:table-cell>`;
const covered = '<table:covered-table-cell/>';
const row = (...cells: string[]) => `<table:table-row>${cells.join('')}</table:table-row>`;

test('what a cell of OpenDocument says that covers several rows, it says in each of them', async () => {
  const rows = [
    row(cell('Harbour'), cell('Ship'), cell('Year')),
    row(cell('Norling', 2), cell('Ada'), cell('1907')),
    row(covered, cell('Bea'), cell('1908')),
    row(cell('Sund', 2), cell('Cleo'), cell('1909', 2)),
    row(covered, cell('Dora'), covered),
  ];
  expect(await read('a.odt', odt(rows.join('')))).toBe(table);
});

test('a cell that says it covers more than there is fills what there is', async () => {
  const rows = [row(cell('A', 99_999_999), cell('B')), row(covered, cell('C')), row(cell('D'), cell('E'))];
  expect(await read('a.odt', odt(rows.join('')))).toBe('| A | B |\n| --- | --- |\n| A | C |\n| D | E |\n');
});

test('the same in a sheet of Excel, whatever areas it names', async () => {
  const rows = [
    ['Harbour', 'Ship', 'Year'],
    ['Norling', 'Ada', '1907'],
    ['', 'Bea', '1908'],
    ['Sund', 'Cleo', '1909'],
    ['', 'Dora', ''],
  ];
  const merged = ['A2:A3', 'A4:A5', 'C4:C5', 'B1:C1', 'A1048576:A9999999', 'ZZZ1:ZZZ2', 'nonsense', ''];
  const text = await read('a.xlsx', makeXlsx(rows, 'Ships', merged));
  expect(text).toBe(`## Ships\n\n${table}`);
});

test('a wide sheet is read to its last column', async () => {
  const head = Array.from({ length: 800 }, (_, at) => `Sensor ${at}`);
  const rows = [head, head.map((_, at) => String(9000 + at))];
  expect(await read('a.xlsx', makeXlsx(rows, 'Pumps'))).toContain('Sensor 799: 9799');
});
