import { addAll, smallestOf } from './long-lists.ts';
import { isFence, isPiece } from './quoted-structure.ts';
import type { Unit } from './split-units.ts';

/** Code of more lines, its fence counted, is quoted piece by piece. */
const longestCode = 24;
/** Pieces that follow each other are one up to so many lines. */
const shortPiece = 12;

type Line = { at: number; start: number; end: number; text: string; indent: number };

/**
 * A long code block as its pieces, each of whole lines and without the fence: between blank lines, definitions whole where
 * they are no longer than a short block; what is longer still is cut between its blank lines further in. A short block,
 * or one that has no blank line, stays as it is.
 */
export function splitCode(text: string, block: Unit): Unit[] {
  const lines = linesOf(text, block);
  if (lines.length <= longestCode) return [block];
  const inside = lines.filter(({ text: line }, at) => (at > 0 && at < lines.length - 1) || !isFence(line));
  const pieces = join(cut(trim(inside)));
  if (pieces.length < 2) return [block];
  return pieces.map(
    (piece): Unit => ({ start: (piece[0] as Line).start, end: endOf(piece).end, form: 'code' }),
  );
}

/** Quoted code as it is shown: in a fence, as far to the left as it can stand. */
export function showCode(code: string): string {
  const lines = code.split('\n');
  const indent = smallestOf(lines.filter((line) => line.trim()).map((line) => line.search(/\S/)));
  const shown = lines.map((line) => line.slice(indent)).join('\n');
  const fence = code.includes('```') ? '~~~~' : '```';
  return isPiece({ form: 'code', text: code }) ? `${fence}\n${shown}\n${fence}` : shown;
}

function linesOf(text: string, { start, end }: Unit): Line[] {
  let from = start;
  return text
    .slice(start, end)
    .split('\n')
    .map((line, at) => {
      const placed = { at, start: from, end: from + line.length, text: line, indent: line.search(/\S/) };
      from = placed.end + 1;
      return placed;
    });
}

const isBlank = ({ indent }: Line) => indent < 0;

function trim(lines: readonly Line[]): Line[] {
  const from = lines.findIndex((line) => !isBlank(line));
  return from < 0 ? [] : lines.slice(from, lines.findLastIndex((line) => !isBlank(line)) + 1);
}

/** At the blank lines before what stands furthest out, and each part that is still too long again. */
function cut(lines: readonly Line[]): Line[][] {
  if (lines.length <= longestCode) return lines.length > 0 ? [[...lines]] : [];
  const places = lines.flatMap((line, at) =>
    at > 0 && isBlank(lines[at - 1] as Line) && !isBlank(line) ? [at] : [],
  );
  if (places.length === 0) return [[...lines]];
  const outmost = smallestOf(places.map((at) => (lines[at] as Line).indent));
  const starts = [0, ...places.filter((at) => (lines[at] as Line).indent === outmost)];
  return starts.flatMap((from, at) => cut(trim(lines.slice(from, starts[at + 1]))));
}

/** Neighbours as one while they are short together. */
function join(pieces: readonly Line[][]): Line[][] {
  const joined: Line[][] = [];
  for (const piece of pieces) {
    const last = joined.at(-1);
    if (last && endOf(piece).at - (last[0] as Line).at < shortPiece) addAll(last, piece);
    else joined.push([...piece]);
  }
  return joined;
}

const endOf = (piece: readonly Line[]) => piece.at(-1) as Line;
