import { splitCode } from './split-code.ts';
import { splitEntry } from './split-entry.ts';
import { splitUnits, type Unit } from './split-units.ts';

/** A table of more lines is quoted row by row, each with the head row. */
const longestTable = 14;

/**
 * The units of a passage as they are quoted: as `splitUnits` has them, but for a long list item, which is its first line
 * and the sentences below, a long table, which is its head and its rows, and long code (see `splitCode`).
 */
export function quotableUnits(text: string, passage: { start: number; end: number }): Unit[] {
  return splitUnits(text, passage).flatMap((unit, at, units): Unit[] => {
    if (unit.form === 'item') return splitEntry(text, unit, units[at + 1]);
    if (unit.form === 'code') return splitCode(text, unit);
    return unit.form === 'table' ? splitTable(text, unit) : [unit];
  });
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
