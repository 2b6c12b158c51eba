import { displayWidth, isWide } from './display-width.ts';
import { closeStyle, openStyle, type Style } from './style.ts';

type Piece = { text: string; styles: readonly Style[] };

const graphemes = new Intl.Segmenter('en', { granularity: 'grapheme' });

/**
 * Writes words as they come and breaks lines at `width` columns. A word is written once it is known to have ended, and
 * nothing that was written changes; a word wider than a line stands whole on its own, so that addresses can be copied.
 * `width` is asked anew for each word, since terminals are resized.
 */
export function createWrapWriter({
  width,
  hasColor,
  write,
}: {
  width: () => number;
  hasColor: boolean;
  write: (text: string) => void;
}) {
  let hanging = '';
  let column = 0;
  let lineIsEmpty = true;
  let word: Piece[] = [];
  let spaceBefore = false;

  function flushWord(): void {
    if (word.length === 0) return;
    const columns = word.reduce((sum, { text }) => sum + displayWidth(text), 0);
    const gap = spaceBefore && !lineIsEmpty ? 1 : 0;
    if (!lineIsEmpty && column + gap + columns > width()) breakLine();
    else if (gap) put(' ', 1);
    for (const { text, styles } of merge(word)) {
      const isPainted = hasColor && styles.length > 0;
      write(isPainted ? openStyle(styles) + text + closeStyle : text);
    }
    column += columns;
    lineIsEmpty = false;
    spaceBefore = false;
    word = [];
  }

  function breakLine(): void {
    write(`\n${hanging}`);
    column = displayWidth(hanging);
    lineIsEmpty = true;
    spaceBefore = false;
  }

  function put(text: string, columns: number): void {
    write(text);
    column += columns;
  }

  return {
    /** Begins a block: `first` stands before its first line, `rest` before the others. */
    begin(first: string, rest = ' '.repeat(displayWidth(first))): void {
      put(first, displayWidth(first));
      hanging = rest;
    },
    text(text: string, styles: readonly Style[] = []): void {
      for (const part of text.split(/(\s+)/)) {
        if (part === '') continue;
        if (/^\s/.test(part)) {
          flushWord();
          spaceBefore = true;
          continue;
        }
        for (const piece of splitWide(part)) {
          const standsAlone = isWide(piece);
          if (standsAlone) flushWord();
          word.push({ text: piece, styles });
          if (standsAlone) flushWord();
        }
      }
    },
    /** A line break that the text asks for. */
    lineBreak(): void {
      flushWord();
      breakLine();
    },
    /** Ends the block and its line. */
    end(): void {
      flushWord();
      write('\n');
      hanging = '';
      column = 0;
      lineIsEmpty = true;
      spaceBefore = false;
    },
  };
}

/** Pieces of one style that follow each other become one, however the text was cut when it came. */
function merge(pieces: readonly Piece[]): Piece[] {
  const merged: Piece[] = [];
  for (const { text, styles } of pieces) {
    const last = merged.at(-1);
    if (last && last.styles.join() === styles.join()) last.text += text;
    else merged.push({ text, styles });
  }
  return merged;
}

/** Takes a run of text apart where it holds wide characters; others stay together. */
function splitWide(text: string): string[] {
  if (!isWide(text)) return [text];
  const pieces: string[] = [];
  let narrow = '';
  for (const { segment } of graphemes.segment(text)) {
    if (!isWide(segment)) {
      narrow += segment;
      continue;
    }
    if (narrow) pieces.push(narrow);
    narrow = '';
    pieces.push(segment);
  }
  return narrow ? [...pieces, narrow] : pieces;
}
