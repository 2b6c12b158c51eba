import type { Outline } from './outline.ts';
import type { Line } from './page-lines.ts';

/** What is known of a whole document: the size and the font of most of its letters, how deep its headings stand. */
export type Look = {
  body: number;
  font: string;
  depthOf(line: Line, words: string): number | undefined;
  deepest: number | undefined;
};

/** How the pages of a document look, one after the other. */
export function looksOf(pages: readonly (readonly Line[])[], outline: Outline): Look[] {
  const lines = pages.flatMap((page) => page.filter(({ code }) => !code));
  const body = mostOf(lines, ({ size }) => Math.round(size * 2) / 2) ?? 10;
  const font = mostOf(lines, ({ font }) => font) ?? '';
  const isText = (line: Line) => line.size < body * 1.05 && (line.font === font || !line.font);
  return pages.map((_, page) => ({
    body,
    font,
    depthOf: (line, words) => (isText(line) ? undefined : outline.depthOf({ words, page })),
    deepest: outline.deepest,
  }));
}

/** What holds for most letters. */
function mostOf<T>(lines: readonly Line[], tell: (line: Line) => T): T | undefined {
  const letters = new Map<T, number>();
  for (const line of lines) letters.set(tell(line), (letters.get(tell(line)) ?? 0) + line.text.length);
  return [...letters].reduce<[T, number] | undefined>(
    (best, each) => (best && best[1] >= each[1] ? best : each),
    undefined,
  )?.[0];
}

/**
 * How deep the heading stands that these lines are; undefined where they are none. One is named in the outline, is larger
 * than the text, or of its size in other letters: with the number of a section, or apart from the prose below it.
 */
export function headingDepth(
  lines: readonly Line[],
  { at, after, words, look }: { at: number; after: number; words: string; look: Look },
): number | undefined {
  const { body, font, depthOf, deepest } = look;
  const line = lines[at];
  if (!line || words.length >= 200 || !/\p{L}/u.test(words) || /^[•◦▪‣●○]/.test(words)) return undefined;
  const named = depthOf(line, words);
  if (named !== undefined) return Math.min(named + 2, 6);
  const [number] = /^(?:\d{1,3}|\p{Lu})(?:\.\d{1,3}){1,5}(?=\.?\s+\p{Lu})/u.exec(words) ?? [];
  const isOwn = line.font !== '' && line.font !== font && !line.code && !/[.:;,]$/.test(words);
  const isApart = after === at + 1 && standsApart(lines, at, font);
  if (line.size <= body * 1.12 && !(isOwn && (number || isApart))) return undefined;
  if (number) return Math.min(number.split('.').length + 1, 6);
  if (deepest !== undefined) return Math.min(deepest + 3, 6);
  return line.size > body * 1.5 ? 2 : 3;
}

/** Whether a short line has a gap above and below, and prose below it. */
function standsApart(lines: readonly Line[], at: number, font: string): boolean {
  const [above, line, next, second] = [lines[at - 1], lines[at], lines[at + 1], lines[at + 2]];
  if (
    !line ||
    !next ||
    line.cells.length > 1 ||
    line.text.length > 90 ||
    !/^[\p{Lu}\p{Lo}\d"“‘']/u.test(line.text)
  )
    return false;
  const isProse = next.cells.length === 1 && next.text.length > 30 && !next.code && next.x > line.x - 2;
  const gap = line.y - next.y;
  const usual = second && second.font === next.font ? next.y - second.y : next.size * 1.2;
  const isFar = !above || above.y < line.y || above.y - line.y > line.size * 1.5;
  return (
    isProse &&
    isFar &&
    next.font !== line.font &&
    (font !== '' || next.font === '') &&
    gap > Math.max(usual * 1.2, line.size * 1.2)
  );
}
