import type { Line } from './page-lines.ts';

/** Heads and feet have no more lines than this. */
const mostLines = 4;
const edges = ['top', 'bottom'] as const;

/**
 * Leaves out what stands at the top and the bottom of most pages: page numbers, the same words, and words that change
 * with the chapter or the section but stand where heads or feet do, apart from the text and no larger.
 */
export function withoutRunningLines(pages: readonly Line[][]): Line[][] {
  const written = pages.filter((lines) => lines.length > 0).length;
  if (written < 4) return [...pages];
  const running = new Set<Line>();
  for (const edge of edges) {
    // From the edge of the page to its middle.
    let left = pages.map((lines) =>
      lines.toSorted((one, other) => (edge === 'top' ? other.y - one.y : one.y - other.y)),
    );
    let taken: (Line | undefined)[] = [];
    for (let round = 0; round < mostLines; round += 1) {
      const outer = left.map((lines, page) => outermost(lines, round === 0 ? undefined : taken[page]));
      const found = runningOf(outer, { left, most: written * 0.6, isFirst: round === 0 });
      if (found.size === 0) break;
      taken = outer.map((line) => (line && found.has(line) ? line : undefined));
      left = left.map((lines, page) => (taken[page] ? lines.slice(1) : lines));
      for (const line of found) running.add(line);
    }
  }
  return pages.map((lines) => lines.filter((line) => !running.has(line)));
}

/** The next line of a head or foot: below the one that is `taken` there is no gap. */
function outermost(lines: readonly Line[], taken: Line | undefined): Line | undefined {
  const [line] = lines;
  // A page of one or two lines has no edges beside its text.
  if (!line || (lines.length < 3 && !/^\W*\d+\W*$/.test(line.text))) return undefined;
  return !taken || Math.abs(taken.y - line.y) < taken.size * 1.9 ? line : undefined;
}

/** Those of the outermost lines that are no part of the text. */
function runningOf(
  outer: readonly (Line | undefined)[],
  { left, most, isFirst }: { left: readonly Line[][]; most: number; isFirst: boolean },
): Set<Line> {
  const places = outer.flatMap((line, page) => (line ? [{ line, next: left[page]?.[1] }] : []));
  const lines = places.map(({ line }) => line);
  const byWords = count(lines.map(wordsOf));
  const byBoth = count(lines.map((line) => placeOf(line) + wordsOf(line)));
  const again = lines.filter((line) => (byBoth.get(placeOf(line) + wordsOf(line)) ?? 0) > 1);
  const byPlace = count(again.map(placeOf));
  const byGap = count(places.flatMap(({ line, next }) => (isApart(line, next) ? [placeOf(line)] : [])));
  const isMost = (counts: Map<string, number>, key: string) => (counts.get(key) ?? 0) > most;
  return new Set(
    lines.filter(
      (line) =>
        (isFirst && /^[\divxlc]{1,5}$/.test(line.text)) ||
        isMost(byWords, wordsOf(line)) ||
        isMost(byPlace, placeOf(line)) ||
        isMost(byGap, placeOf(line)),
    ),
  );
}

const isApart = (line: Line, next: Line | undefined) =>
  next !== undefined && Math.abs(line.y - next.y) > line.size * 1.9 && line.size < next.size * 1.1;

function count(keys: readonly string[]): Map<string, number> {
  const counts = new Map<string, number>();
  for (const key of keys) counts.set(key, (counts.get(key) ?? 0) + 1);
  return counts;
}

const wordsOf = ({ text }: Line) => text.replace(/\d+/g, '#');
const placeOf = ({ y, size }: Line) => `${Math.round(y)} ${Math.round(size)} `;
