import { stripVTControlCharacters } from 'node:util';
import type { Failure } from './outcome.ts';

/**
 * Lines that name each failure: its file and full name, and below it the first lines of its error, without colour. They
 * stay short, since often only the end of an output is seen: some 60 lines at most, none longer than 200 characters;
 * where much failed, each is told in fewer lines, and beyond 20 there is only their number.
 */
export function tellFailures(title: string, failures: Failure[]): string[] {
  if (!failures.length) return [];
  const told = failures.slice(0, mostFailures);
  const linesEach = Math.max(1, Math.floor(errorLines / told.length));
  const rest = failures.length - told.length;
  return [
    title,
    ...told.flatMap((failure) => [
      `  ${shorten(nameOf(failure))}`,
      ...firstLines(failure.error, Math.min(linesEach, mostLinesEach)).map((line) => `      ${line}`),
    ]),
    ...(rest ? [`  and ${rest} more`] : []),
  ];
}

const mostFailures = 20;
const errorLines = 40;
const mostLinesEach = 12;
const mostCharacters = 190;

function nameOf({ file, line, name }: Failure): string {
  const place = file && line ? `${file}:${line}` : file;
  return plain([place, name].filter(Boolean).join(' > ')).replaceAll(/\s+/g, ' ');
}

function firstLines(error: string, most: number): string[] {
  const lines = plain(error)
    .split('\n')
    .map((line) => line.trimEnd())
    .filter((line) => line.trim());
  return lines.slice(0, most).map(shorten);
}

const shorten = (line: string): string =>
  line.length > mostCharacters ? `${line.slice(0, mostCharacters)}…` : line;

/** Without colour, and without what would move the cursor of a terminal. */
const plain = (text: string): string =>
  stripVTControlCharacters(text)
    .replaceAll('\r\n', '\n')
    // biome-ignore lint/suspicious/noControlCharactersInRegex: these are what is taken out.
    .replaceAll(/[\u0000-\u0008\u000b-\u001f\u007f]/g, ' ')
    .replaceAll('\t', '  ');
