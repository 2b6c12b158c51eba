import { splitCode } from './split-code.ts';
import { splitSentences } from './split-sentences.ts';
import { splitUnits, type Unit } from './split-units.ts';

/** An item of more UTF-16 units is an entry: a line that names something, and sentences about it. */
const longestItem = 320;
const longestName = 200;
/** A table of more lines is quoted row by row, each with the head row. */
const longestTable = 14;

/**
 * The units of a passage as they are quoted: as `splitUnits` has them, but for a long list item, which is its first line
 * and the sentences below, a long table, which is its head and its rows, and long code (see `splitCode`).
 */
export function quotableUnits(text: string, passage: { start: number; end: number }): Unit[] {
  return splitUnits(text, passage).flatMap((unit): Unit[] => {
    if (unit.form === 'item' && unit.end - unit.start > longestItem) return splitEntry(text, unit);
    if (unit.form === 'code') return splitCode(text, unit);
    return unit.form === 'table' ? splitTable(text, unit) : [unit];
  });
}

function splitEntry(text: string, { start, end }: Unit): Unit[] {
  const newline = text.indexOf('\n', start);
  const hasName = newline > start && newline < end && newline - start <= longestName;
  const from = hasName ? newline + 1 : start;
  const sentences = labelledLines(text, { start: from, end }).flatMap((range) => splitSentences(text, range));
  if (!hasName && sentences.length < 2) return [{ start, end, form: 'item' }];
  const name: Unit[] = hasName ? [{ start, end: newline, form: 'item' }] : [];
  return [
    ...name,
    ...sentences.map(
      (sentence, at): Unit => ({ ...sentence, form: !hasName && at === 0 ? 'item' : 'sentence' }),
    ),
  ];
}

/** Where a line of an entry is a label with its value ("Default: 5 s"), it ends with its line. */
const labelLine = /^[ \t]*\p{Lu}[\p{L} -]{0,30}: [^\n]{1,120}[^\n.!?:;,]$/u;

function labelledLines(text: string, { start, end }: { start: number; end: number }) {
  const ranges: { start: number; end: number }[] = [];
  let open = start;
  for (let from = start; from < end; ) {
    const newline = text.indexOf('\n', from);
    const after = newline < 0 || newline > end ? end : newline;
    const next = text.slice(after + 1, Math.min(after + 200, end)).split('\n', 1)[0] ?? '';
    if (after < end && (labelLine.test(text.slice(from, after)) || labelLine.test(next))) {
      ranges.push({ start: open, end: after });
      open = after + 1;
    }
    from = after + 1;
  }
  return [...ranges, ...(open < end ? [{ start: open, end }] : [])];
}

function splitTable(text: string, table: Unit): Unit[] {
  const lines: Unit[] = [];
  for (let from = table.start; from < table.end; ) {
    const newline = text.indexOf('\n', from);
    const end = newline < 0 || newline > table.end ? table.end : newline;
    lines.push({ start: from, end, form: 'table' });
    from = end + 1;
  }
  if (lines.length <= longestTable) return [table];
  const [head, below, ...rows] = lines;
  if (!head || !below) return [table];
  return isTableHead(text.slice(head.start, below.end))
    ? [{ start: head.start, end: below.end, form: 'table' }, ...rows]
    : lines;
}

/** Whether a quoted piece of a table is its head row alone, with the line below it. */
export const isTableHead = (quoted: string): boolean => /^[^\n]*\|[^\n]*\n[ \t]*\|?[ \t:|-]+$/.test(quoted);
