import { addAll, largestOf, smallestOf } from '#lib/text/long-lists.ts';
import type { Line } from './page-lines.ts';

/** Columns of fewer lines may be a table as well. */
const fewestLines = 5;
/** A page has no more of either. */
const most = { columns: 6, lines: 300 };
/** The cells of a table are shorter. */
const fewestLetters = 18;

/**
 * Columns of prose that were written line by line across the page, one after the other from top to bottom; tables stay
 * as they are. Prose runs on: its lines are as long as its column is wide, few end with a sentence, none stands apart.
 */
export function unweave(lines: readonly Line[]): Line[] {
  const told: Line[] = [];
  for (let at = 0; at < lines.length; ) {
    const starts = lines[at]?.cells.map(({ x }) => x) ?? [];
    const mayBe = starts.length >= 2 && starts.length <= most.columns;
    const end = mayBe ? endOfRun(lines, { at, starts }) : at + 1;
    const columns = mayBe ? columnsOf(lines.slice(at, end), starts) : [];
    if (mayBe && columns.every(isProse)) {
      addAll(told, columns.flat());
      at = end;
    } else {
      told.push(lines[at] as Line);
      at += 1;
    }
  }
  return told;
}

/** Where lines end that follow each other closely and whose cells all begin at one of these places. */
function endOfRun(lines: readonly Line[], { at, starts }: { at: number; starts: readonly number[] }): number {
  let end = at + 1;
  for (; end < Math.min(lines.length, at + most.lines); end += 1) {
    const [above, line] = [lines[end - 1] as Line, lines[end] as Line];
    const gap = above.y - line.y;
    if (gap <= 0 || gap > line.size * 1.9 || Math.abs(line.size - above.size) > 0.6) break;
    if (
      line.cells.length > starts.length ||
      !line.cells.every(({ x }) => starts.some((start) => isAt(x, start)))
    )
      break;
  }
  return end;
}

/** A first line may be indented. */
const isAt = (x: number, start: number) => x > start - 3 && x < start + 24;

function columnsOf(lines: readonly Line[], starts: readonly number[]): Line[][] {
  return starts.map((start) =>
    lines.flatMap((line): Line[] => {
      const cell = line.cells.find(({ x }) => isAt(x, start));
      return cell ? [{ ...line, text: cell.text, cells: [cell], x: cell.x, end: cell.end }] : [];
    }),
  );
}

function isProse(column: readonly Line[]): boolean {
  if (column.length < fewestLines) return false;
  const [left, right] = [smallestOf(column.map(({ x }) => x)), largestOf(column.map(({ end }) => end))];
  const letters = column.reduce((sum, { text }) => sum + text.length, 0);
  const full = column.slice(0, -1).filter(({ end }) => end - left > (right - left) * 0.75);
  const open = column.slice(0, -1).filter(({ text }) => !/[.!?:;。！？]["”»)]?$/.test(text));
  const others = column.length - 1;
  return (
    letters / column.length >= fewestLetters && full.length >= others * 0.75 && open.length >= others * 0.6
  );
}
