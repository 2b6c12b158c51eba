import { escapeBars } from '../../sheet-blocks.ts';
import { oneLine } from '../../write-blocks.ts';
import { plainWords } from './plain-words.ts';
import type { RoffLine } from './roff-lines.ts';

/** The rows of a table between `.TS` and `.TE`, whose beginning says how it is drawn, and where it ends. */
export function tableRows(lines: readonly RoffLine[], from: number): { rows: string[][]; end: number } {
  const rows: string[][] = [];
  let sign = '\t';
  let isFormat = true;
  let cell: string[] | undefined;
  let row: string[] = [];
  const endRow = () => {
    if (row.some(Boolean)) rows.push(row.map((words) => escapeBars(oneLine(plainWords(words)))));
    row = [];
  };
  let at = from;
  for (; at < lines.length; at += 1) {
    const line = lines[at] as RoffLine;
    if (line.call === 'TE') break;
    if (line.call === 'T&') isFormat = true;
    const said = line.words ?? (cell ? line.given : undefined);
    if (said === undefined) continue;
    if (isFormat) {
      sign = /\btab\s*\((.)\)/.exec(said)?.[1] ?? sign;
      isFormat = !/\.\s*$/.test(said);
    } else if (cell && !said.startsWith('T}')) cell.push(said);
    else if (!/^[_=]$/.test(said.trim()) || row.length > 0) {
      const parts = said.split(sign);
      if (cell) {
        row.push(cell.join(' '));
        parts.shift();
        cell = undefined;
      }
      for (const part of parts) {
        if (part.trim() === 'T{') cell = [];
        else row.push(/^(?:\\\^|_|=)$/.test(part.trim()) ? '' : part);
      }
      if (!cell) endRow();
    }
  }
  endRow();
  return { rows, end: at };
}
