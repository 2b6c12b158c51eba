import { displayWidth, pad } from './display-width.ts';

/** Breaks a text at its spaces into lines of at most `width` columns; a longer word stands whole. */
export function breakLines(text: string, width: number): string[] {
  const lines: string[] = [];
  let line = '';
  for (const word of text.split(' ')) {
    const longer = line ? `${line} ${word}` : word;
    if (line && displayWidth(longer) > width) {
      lines.push(line);
      line = word;
    } else {
      line = longer;
    }
  }
  return [...lines, line];
}

/** `left  text` in lines of at most `width` columns, the text from `column` on and hanging below itself. */
export function hang(
  left: string,
  text: string,
  { width, column }: { width: number; column: number },
): string[] {
  const indent = Math.max(column, displayWidth(left) + 2);
  const [first = '', ...rest] = breakLines(text, width - indent);
  return [
    `${pad(left, indent)}${first}`.trimEnd(),
    ...rest.map((line) => `${' '.repeat(indent)}${line}`.trimEnd()),
  ];
}
