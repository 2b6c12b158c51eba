import { pageOf } from '../page-of.ts';
import { sheetBlocks } from '../sheet-blocks.ts';
import { oneLine } from '../write-blocks.ts';
import type { Reader } from './reader.ts';

export const csv: Reader = {
  name: 'a table (CSV)',
  endings: ['csv', 'tsv', 'tab'],
  mediaTypes: ['text/csv', 'text/tab-separated-values'],
  isText: true,
  async read(file) {
    const text = file.text().replace(/^\ufeff/, '');
    if (file.asText) return { title: '', description: '', text };
    const { parse } = await import('csv-parse/sync');
    const rows: string[][] = parse(text, {
      delimiter: delimiterOf(text, file.path),
      relax_column_count: true,
      relax_quotes: true,
      skip_empty_lines: false,
    });
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
