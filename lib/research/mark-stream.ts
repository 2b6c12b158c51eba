import { behindWords } from './behind-words.ts';
import { type Piece, scanWritten } from './scan-written.ts';

/** What a delta gives readers: where `startsAnew`, what they were given before was thinking and goes. */
export type ReadableDelta = { text: string; startsAnew: boolean };

/**
 * Turns what a model writes, as it comes, into Markdown for readers: a mark of any form becomes `[n](#quote-n)`, and
 * thinking, a fence around the whole, a preamble and a list of sources at the end go. Marks of quotes that
 * do not exist go too. Only what may still become one of these is held back until `end`.
 */
export function createMarkStream({ quoteNumbers }: { quoteNumbers: ReadonlySet<number> }) {
  let text = '';
  let startsAnew = false;
  let isAfterTable = false;
  let lastRun: { end: number; numbers: Set<number> } | null = null;
  let length = 0;
  let last = '';

  const scanner = scanWritten({ quoteNumbers }, (piece: Piece) => {
    if (piece.kind === 'anew') {
      text = '';
      startsAnew = true;
    }
    if (piece.kind === 'text') write(piece.text);
    if (piece.kind === 'mark') writeMark(piece);
  });

  function write(more: string): void {
    text += more;
    length += more.length;
    last = more.at(-1) ?? last;
    isAfterTable = /^\s*\|/.test(lastLine(more)) || (isAfterTable && !more.includes('\n'));
  }

  function writeMark({ mark, blank, side }: Extract<Piece, { kind: 'mark' }>): void {
    const known = lastRun?.end === length ? lastRun.numbers : new Set<number>();
    const links = mark.numbers
      .filter((number) => !known.has(number))
      .map((number) => `[${number}](#quote-${number})`);
    for (const number of mark.numbers) known.add(number);
    if (links.length > 0) {
      // A line of marks behind a table would become a row of it.
      const before = isAfterTable && blank.includes('\n') ? '\n\n' : blank.includes('\n') ? '\n' : blank;
      const lead = length === 0 ? '' : before;
      write(`${lead}${behindWords(lead || last, links.join(''))}${side === 'after' ? ' ' : ''}`);
    }
    lastRun = { end: length, numbers: known };
  }

  function given(): ReadableDelta {
    const delta = { text, startsAnew };
    text = '';
    startsAnew = false;
    return delta;
  }

  return {
    push(delta: string): ReadableDelta {
      scanner.push(delta);
      return given();
    },
    end(): ReadableDelta {
      scanner.end();
      return given();
    },
  };
}

const lastLine = (text: string) => text.slice(text.lastIndexOf('\n') + 1);
