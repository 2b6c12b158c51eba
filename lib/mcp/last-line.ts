/** Where a failure is written in Node's words: which line threw, through which calls, and which Node it was. */
const surroundings = /^(?:at |Node\.js v\d|\^+$|[{}\]),;]*$)/;

/** The line that says best why a program ended, of the last that it wrote: its last error, else its last line that says something. */
export function lastLine(words: string): string {
  const lines = words
    .split('\n')
    .map((line) => line.trim())
    .filter((line) => !surroundings.test(line));
  return lines.findLast((line) => /Error\b/.test(line)) ?? lines.at(-1) ?? '';
}
