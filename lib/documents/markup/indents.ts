import type { PageBlock } from '../write-blocks.ts';

/** How many blanks a line begins with. */
export const indentOf = (line: string): number => line.search(/\S|$/);

/** The indent that all lines have, empty ones apart; 0 where there is no other. */
export function leastIndent(lines: readonly string[]): number {
  let least = Number.POSITIVE_INFINITY;
  for (const line of lines) if (line.trim()) least = Math.min(least, indentOf(line));
  return Number.isFinite(least) ? least : 0;
}

/** Lines as they are, without the indent that all of them have. */
export function withoutIndent(lines: readonly string[]): string {
  const least = leastIndent(lines);
  return lines
    .map((line) => line.slice(least))
    .join('\n')
    .trimEnd();
}

/** Lines as code of no known language. */
export const codeOf = (lines: readonly string[]): PageBlock => ({
  kind: 'code',
  language: '',
  value: withoutIndent(lines),
});
