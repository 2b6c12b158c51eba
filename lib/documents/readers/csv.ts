import { pageOf } from '../page-of.ts';
import { sheetBlocks } from '../sheet-blocks.ts';
import { oneLine } from '../write-blocks.ts';
import type { Reader } from './reader.ts';

export const csv: Reader = {
  name: 'a table (CSV)',
  endings: ['csv', 'tsv', 'tab'],
  mediaTypes: ['text/csv', 'text/tab-separated-values'],
  isText: true,
  read(file) {
    const text = file.text().replace(/^\ufeff/, '');
    if (file.asText) return { title: '', description: '', text };
    const rows = parseCsv(text, delimiterOf(text, file.path));
    return pageOf(sheetBlocks(rows.map((row) => row.map(oneLine))), { path: file.path });
  },
};

/** The sign that parts most of the first lines into the same number of cells. */
function delimiterOf(text: string, path: string): string {
  if (/\.(?:tsv|tab)$/i.test(path)) return '\t';
  const lines = text
    .slice(0, 20_000)
    .split('\n')
    .slice(0, 20)
    .map((line) => line.replace(/"[^"]*"/g, ''));
  const [first = ''] = lines;
  const scores = [',', ';', '\t', '|'].map((sign) => {
    const inFirst = first.split(sign).length;
    return {
      sign,
      score: inFirst > 1 ? inFirst * lines.filter((line) => line.split(sign).length === inFirst).length : 0,
    };
  });
  return scores.reduce((best, each) => (each.score > best.score ? each : best), { sign: ',', score: 0 }).sign;
}

/** The cells of a CSV file (RFC 4180). A quote that is never closed goes on to the end, one inside of a word is a sign. */
function parseCsv(text: string, delimiter: string): string[][] {
  const rows: string[][] = [];
  let row: string[] = [];
  const marks = new RegExp(`[${delimiter === '|' ? '\\|' : delimiter}\\n]`, 'g');
  for (let at = 0; at <= text.length; ) {
    let cell = '';
    let end = at;
    if (text[at] === '"') {
      end = closingQuote(text, at);
      cell = text.slice(at + 1, end).replaceAll('""', '"');
      end += 1;
    }
    marks.lastIndex = end;
    const stop = marks.exec(text)?.index ?? text.length;
    row.push(cell + text.slice(end, stop));
    if (text[stop] !== delimiter) {
      rows.push(row);
      row = [];
    }
    at = stop + 1;
  }
  return rows;
}

function closingQuote(text: string, at: number): number {
  for (let end = text.indexOf('"', at + 1); end !== -1; end = text.indexOf('"', end + 2)) {
    if (text[end + 1] !== '"') return end;
  }
  return text.length;
}
