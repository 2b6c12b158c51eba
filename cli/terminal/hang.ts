import { displayWidth, pad } from './display-width.ts';

/** `left  text` in lines of at most `width` columns, the text broken at spaces and hanging below itself. */
export function hang(
  left: string,
  text: string,
  { width, column }: { width: number; column: number },
): string[] {
  const indent = Math.max(column, displayWidth(left) + 2);
  const lines: string[] = [];
  let line = pad(left, indent);
  let hasWord = false;
  for (const word of text.split(' ')) {
    if (hasWord && displayWidth(line) + 1 + displayWidth(word) > width) {
      lines.push(line);
      line = ' '.repeat(indent);
      hasWord = false;
    }
    line += hasWord ? ` ${word}` : word;
    hasWord = true;
  }
  return [...lines, line.trimEnd()];
}
