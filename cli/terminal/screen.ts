import { displayWidth, truncate } from './display-width.ts';
import { breakLines } from './hang.ts';
import { oneLine } from './strip-controls.ts';
import { createPaint, type Style } from './style.ts';

/** What the screen needs of `process.stdout` and `process.stderr`. */
export type Output = {
  isTTY?: boolean;
  columns?: number;
  hasColors?(): boolean;
  write(text: string): unknown;
  on(event: 'error', listener: () => void): unknown;
};
export type Screen = ReturnType<typeof createScreen>;

const defaultWidth = 80;
/** A terminal echoes `^C` behind the status line; it has to fit, or a part of the line would stay. */
const roomForEcho = 3;
const clearLine = '\r\x1b[2K';

/**
 * The two outputs of the program. What was asked for goes to stdout, what is told about it goes to stderr: whole lines,
 * and on a terminal one status line that is redrawn in place. They never mix: while a text is open on stdout, lines wait
 * and no status is drawn, also when stdout is a pipe, whose reader may write to the same terminal.
 */
export function createScreen({ stdout, stderr }: { stdout: Output; stderr: Output }) {
  const closed = new AbortController();
  const isShared = Boolean(stdout.isTTY && stderr.isTTY);
  const isDrawn = Boolean(stderr.isTTY);
  const paint = createPaint(Boolean(stderr.isTTY && stderr.hasColors?.()));
  let status = '';
  let drawn = false;
  let textIsOpen = false;
  let waiting: string[] = [];

  // Whoever read the output has gone, as `| head -3` does.
  stdout.on('error', () => closed.abort());
  stderr.on('error', () => undefined);

  const widthOf = (output: Output) => Math.max(20, output.columns || defaultWidth);

  function erase(): void {
    if (drawn) stderr.write(clearLine);
    drawn = false;
  }
  function draw(): void {
    if (!isDrawn || !status || textIsOpen) return;
    stderr.write(clearLine + truncate(status, widthOf(stderr) - roomForEcho));
    drawn = true;
  }
  /** Writes one line to stderr; the caller has removed control characters from foreign text (`oneLine`). */
  function line(text = ''): void {
    if (isDrawn && textIsOpen) {
      waiting.push(text);
      return;
    }
    erase();
    stderr.write(`${text}\n`);
    draw();
  }

  function closeText(): void {
    textIsOpen = false;
    for (const text of waiting) stderr.write(`${text}\n`);
    waiting = [];
    draw();
  }

  return {
    /** Aborts when nobody reads stdout any more. */
    closed: closed.signal,
    /** True when stdout is a terminal. */
    isTerminal: Boolean(stdout.isTTY),
    /** True when a status line can be drawn. */
    hasStatus: isDrawn,
    hasColor: Boolean(stdout.isTTY && stdout.hasColors?.()),
    /** Paints what goes to stderr. */
    paint,
    width: () => widthOf(stdout),

    /** Writes to stdout, as it is. */
    out(text: string): void {
      if (!text || closed.signal.aborted) return;
      if (isShared) erase();
      stdout.write(text);
      if (isShared && !textIsOpen) draw();
    },
    line,
    /** Writes a sentence to stderr, broken at its spaces on a terminal; `mark` stands before it, painted. */
    say(text: string, mark?: { sign: string; style: Style }): void {
      const indent = mark ? displayWidth(mark.sign) + 1 : 0;
      const words = oneLine(text);
      const lines = isDrawn ? breakLines(words, widthOf(stderr) - indent) : [words];
      for (const [index, text] of lines.entries()) {
        const sign = mark && index === 0 ? `${paint(mark.style, mark.sign)} ` : ' '.repeat(indent);
        line(sign + text);
      }
    },
    /** Shows what is going on now, on a terminal alone; an empty text removes it. */
    status(text: string): void {
      status = oneLine(text);
      if (status) draw();
      else erase();
    },
    /** From here on stdout may stand in the middle of a line. */
    openText(): void {
      erase();
      textIsOpen = true;
    },
    closeText,
    /** Leaves the terminal as it was found. */
    stop(): void {
      status = '';
      erase();
      if (textIsOpen) closeText();
    },
  };
}
