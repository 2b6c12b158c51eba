import type { PageBlock } from '../write-blocks.ts';
import type { Line } from './page-lines.ts';

/** Lines that are further apart belong to two pieces of code, in the size of their letters. */
const widestGap = 4;
/** Between lines that follow each other without an empty one. */
const usualGap = 1.75;

/**
 * Tells where the code ends that begins at a line of this page; that line where none does. One line is code only where it
 * is set apart; numbers of empty lines are part of it.
 */
export function codeOn(lines: readonly Line[]): (at: number) => number {
  const margin = lines.reduce(
    (left, { code, x }) => (code ? left : Math.min(left, x)),
    Number.POSITIVE_INFINITY,
  );
  const isFar = (at: number) => {
    const gap = gapAbove(lines, at);
    return gap <= 0 || gap > usualGap;
  };
  return (at) => {
    let end = at;
    for (; lines[end]?.code || (end > at && isNumber(lines[end]) && lines[end + 1]?.code); end += 1) {
      const gap = gapAbove(lines, end);
      if (end > at && (gap <= 0 || gap > widestGap)) break;
    }
    const line = lines[at];
    const isApart = line && (line.x > margin + line.size * 0.8 || (isFar(at) && isFar(at + 1)));
    return end - at > 1 || (end > at && isApart) ? end : at;
  };
}

const isNumber = (line: Line | undefined) => line !== undefined && /^\d{1,4}$/.test(line.text);

/** How far a line stands below the one before it, in the size of its letters; 0 for the first one and after the last. */
function gapAbove(lines: readonly Line[], at: number): number {
  const [above, line] = [lines[at - 1], lines[at]];
  return above && line ? (above.y - line.y) / Math.max(line.size, above.size) : 0;
}

/** Code as it was set, with the indents and the empty lines that the page shows. */
export function codeBlock(lines: readonly Line[]): PageBlock {
  const left = lines.reduce((least, { code }) => Math.min(least, code?.x ?? least), Number.POSITIVE_INFINITY);
  const written = lines.flatMap((line, at) => {
    const indent = line.code ? Math.round((line.code.x - left) / line.code.width) : 0;
    const empty = at > 0 && gapAbove(lines, at) > usualGap ? [''] : [];
    return [...empty, `${' '.repeat(Math.min(Math.max(indent, 0), 100))}${line.code?.text ?? ''}`];
  });
  return { kind: 'code', language: '', value: written.join('\n') };
}
