import { endOfFenceSigns, endOfVerbatim, type Fence, readFenceOpening } from './code-in-text.ts';
import { afterWord, createLookAhead, isBlank, isLineEnd, type LookAhead, skipBlanks } from './look-ahead.ts';
import {
  type MarkContext,
  markOpenings,
  type QuoteMark,
  readBareMark,
  readDashedMark,
  readLabelledMarks,
  readMark,
} from './quote-marks.ts';
import { closesWrapper, wrapsReport } from './report-fence.ts';
import { afterPreamble, endOfDefinition, endOfSources, isClosing } from './written-lines.ts';

/** What is taken off a written text beside marks. */
export type Taken = {
  what: 'thinking' | 'fence' | 'preamble' | 'closing' | 'sources' | 'footnote';
  text: string;
};

/**
 * A piece of a written text. A `mark` stands `before` or `after` the words that rest on it, with the `blank` that
 * stood before it. With `anew` all that was told before was thinking, what was taken off included: it tells all of it.
 */
export type Piece =
  | { kind: 'text'; text: string }
  | { kind: 'mark'; mark: QuoteMark; raw: string; blank: string; side: 'before' | 'after' }
  | { kind: 'taken'; taken: Taken }
  | { kind: 'anew'; taken: Taken };

/** How far a text has been read. */
type Scan = {
  quoteNumbers: ReadonlySet<number>;
  tell: (piece: Piece) => void;
  /** Whether no more text comes. */
  isWhole: boolean;
  held: string;
  /** What is held is read again when it is so long: not at each delta, where much is held. */
  readFrom: number;
  /** All that was read, and where in `held` begins what is not in it yet: thinking that ends without a beginning. */
  raw: string;
  rawFrom: number;
  /** White space that is told when something follows. */
  pending: string;
  /** What was told of the report, the last of it. */
  before: string;
  isBegun: boolean;
  hasNamed: boolean;
  hasPreamble: boolean;
  isAfterForwardMark: boolean;
  fence: Fence | null;
  isFenceLineStart: boolean;
  wrapper: Fence | null;
  thinkTag: string | null;
  thought: string;
};
/** What stands somewhere, done when it is certain: answers where it ends. */
type Read = (() => number) | null;

const thinkTags = ['think', 'thinking', 'thought', 'reasoning'];
const special = new RegExp(`[\\s\\]—–${markOpenings.source.slice(1, -1)}]`, 'u');
/** What may stand on a line before its words. */
const lineOpening =
  /(?:^|\n)[ \t>]*(?:(?:[-*+]|\p{Nd}{1,3}[.)])\s+)?(?:\[[ xX]\]\s+)?(?:#{1,6}\s+)?(?:\*\*|__)?$/u;
const keptBefore = 600;

/**
 * Reads what a model writes, as it comes, into text, marks and what is no part of the report. It holds back only what
 * may still become something else, so that every way to cut a text into deltas gives the same pieces (texts joined).
 */
export function scanWritten(
  { quoteNumbers }: { quoteNumbers: ReadonlySet<number> },
  tell: (piece: Piece) => void,
) {
  const scan: Scan = {
    quoteNumbers,
    tell,
    isWhole: false,
    held: '',
    readFrom: 0,
    raw: '',
    rawFrom: 0,
    pending: '',
    before: '',
    isBegun: false,
    hasNamed: false,
    hasPreamble: false,
    isAfterForwardMark: false,
    fence: null,
    isFenceLineStart: false,
    wrapper: null,
    thinkTag: null,
    thought: '',
  };
  return {
    push(delta: string): void {
      scan.held += delta.replaceAll('\r', '');
      if (scan.held.length >= scan.readFrom) run(scan);
    },
    end(): void {
      scan.isWhole = true;
      run(scan);
      if (scan.thinkTag !== null) endThought(scan);
    },
  };
}

function run(scan: Scan): void {
  let place = 0;
  scan.rawFrom = 0;
  while (place < scan.held.length) {
    const end = step(scan, place);
    if (end < 0) break;
    place = end;
  }
  scan.raw += scan.held.slice(scan.rawFrom, place);
  scan.held = scan.held.slice(place);
  const { length } = scan.held;
  scan.readFrom = length < keptBefore ? 0 : Math.ceil(length * 1.25);
}

/** Reads one thing; answers where it ends, or -1 while more text could change it. */
function step(scan: Scan, start: number): number {
  const text = scan.held;
  if (scan.thinkTag !== null) return readThought(scan, start, scan.thinkTag);
  if (scan.fence) return readCode(scan, start, scan.fence);
  const next = text.charAt(start);
  if (/\s/u.test(next)) {
    let end = start;
    while (/\s/u.test(text.charAt(end))) end += 1;
    scan.pending += text.slice(start, end);
    return end;
  }
  const isLineStart = !scan.isBegun || scan.pending.includes('\n') || /\n$/.test(scan.before);
  const attempts = [
    ...(next === '<' ? [readThinkTag] : []),
    ...(isLineStart ? [readOpening, readFence, readLine, readItemOfMarks] : []),
    readAnyMark,
    readVerbatim,
    readPlain,
  ];
  for (const attempt of attempts) {
    const look = createLookAhead(text, scan.isWhole);
    const read = attempt(scan, look, start);
    if (look.isStarved) return -1;
    if (read) return read();
  }
  return start + 1;
}

function tellText(scan: Scan, text: string): void {
  if (text === '') return;
  scan.tell({ kind: 'text', text });
  scan.before = (scan.before + text).slice(-keptBefore);
  scan.isBegun = true;
}

/** Tells the white space that stood before; what was taken off leaves one empty line at the most. */
function flush(scan: Scan): void {
  if (scan.isBegun) tellText(scan, scan.pending.replace(/\n(?:[^\S\n]*\n){2,}/g, '\n\n'));
  scan.pending = '';
}

function write(scan: Scan, text: string): void {
  flush(scan);
  tellText(scan, text);
}

/** Takes a stretch off, which ends what `start` began. */
function take(scan: Scan, what: Taken['what'], { start, end }: { start: number; end: number }): number {
  const text = scan.held.slice(start, end).trim();
  if (text !== '') scan.tell({ kind: 'taken', taken: { what, text } });
  return end;
}

function readThinkTag(scan: Scan, look: LookAhead, start: number): Read {
  const isClosing = look.at(start + 1) === '/';
  const name = start + (isClosing ? 2 : 1);
  const end = afterWord(look, name, thinkTags);
  if (end < 0 || look.at(end) !== '>') return null;
  const tag = look.text.slice(name, end).toLowerCase();
  if (!isClosing) {
    return () => {
      scan.thinkTag = tag;
      return start;
    };
  }
  const isAlone = scan.pending.includes('\n') || !scan.isBegun || isLineEnd(look, end + 1);
  return isAlone ? () => beginAnew(scan, end + 1) : null;
}

/** `</think>` without its opening: what was told before is no part of the report. */
function beginAnew(scan: Scan, end: number): number {
  scan.raw += scan.held.slice(scan.rawFrom, end);
  scan.tell({ kind: 'anew', taken: { what: 'thinking', text: scan.raw.trim() } });
  Object.assign(scan, { rawFrom: end, before: '', pending: '', isBegun: false });
  Object.assign(scan, { hasNamed: false, hasPreamble: false, wrapper: null });
  return end;
}

function readThought(scan: Scan, start: number, tag: string): number {
  const { held } = scan;
  const closing = new RegExp(`</${tag}>`, 'i').exec(held.slice(start));
  const kept = scan.isWhole ? 0 : tag.length + 2;
  const end = closing ? start + closing.index + closing[0].length : Math.max(start, held.length - kept);
  scan.thought += held.slice(start, end);
  if (closing) endThought(scan);
  return end === start ? -1 : end;
}

function endThought(scan: Scan): void {
  scan.tell({ kind: 'taken', taken: { what: 'thinking', text: scan.thought.trim() } });
  scan.thought = '';
  scan.thinkTag = null;
}

/** What stands before the report: a fence around the whole, a line that announces it. */
function readOpening(scan: Scan, look: LookAhead, start: number): Read {
  if (scan.isBegun) return null;
  const opening = readFenceOpening(look, start);
  if (opening && wrapsReport(look, { ...opening, start: opening.end }, contextOf(scan))) {
    return () => {
      scan.wrapper = opening.fence;
      return take(scan, 'fence', { start, end: opening.end });
    };
  }
  const end = afterPreamble(look, start, scan.hasPreamble);
  if (end <= start) return null;
  return () => {
    scan.hasPreamble = true;
    return take(scan, 'preamble', { start, end });
  };
}

function readFence(scan: Scan, look: LookAhead, start: number): Read {
  const opening = readFenceOpening(look, start);
  if (!opening) return null;
  const { end } = opening;
  if (scan.wrapper && opening.info === '' && closesWrapper(look, end, scan.wrapper)) {
    return () => {
      scan.wrapper = null;
      return take(scan, 'fence', { start, end });
    };
  }
  return () => {
    write(scan, look.text.slice(start, end));
    scan.fence = opening.fence;
    scan.isFenceLineStart = false;
    return end;
  };
}

/** Inside a block of code everything goes through; its last line may have marks behind its signs. */
function readCode(scan: Scan, start: number, fence: Fence): number {
  if (scan.isFenceLineStart) {
    const look = createLookAhead(scan.held, scan.isWhole);
    const signs = endOfFenceSigns(look, start, fence);
    const isClosing = signs !== null && isMarksOrNothing(scan, look, signs);
    if (look.isStarved) return -1;
    if (isClosing) {
      tellText(scan, scan.held.slice(start, signs));
      scan.fence = null;
      return signs;
    }
  }
  const newline = scan.held.indexOf('\n', start);
  const end = newline < 0 ? scan.held.length : newline + 1;
  tellText(scan, scan.held.slice(start, end));
  scan.isFenceLineStart = newline >= 0;
  return end;
}

function isMarksOrNothing(scan: Scan, look: LookAhead, start: number): boolean {
  if (isLineEnd(look, start)) return true;
  const mark = readMark(look, skipBlanks(look, start), { ...contextOf(scan), before: '. ' });
  return mark !== null && isLineEnd(look, mark.end);
}

/** Notes, a list of sources, a goodbye. */
function readLine(scan: Scan, look: LookAhead, start: number): Read {
  const note = endOfDefinition(look, start);
  if (note > start) return () => take(scan, 'footnote', { start, end: note });
  const sources = endOfSources(look, start);
  if (sources > start) return () => take(scan, 'sources', { start, end: sources });
  if (!scan.isBegun || !isClosing(look, start)) return null;
  return () => take(scan, 'closing', { start, end: look.text.length });
}

/** `- [q1]`: an item with nothing but marks is a line of marks. */
function readItemOfMarks(scan: Scan, look: LookAhead, start: number): Read {
  if (!'-*+'.includes(look.at(start)) || !isBlank(look.at(start + 1))) return null;
  const place = skipBlanks(look, start + 1);
  const mark = readMark(look, place, { ...contextOf(scan), before: '. ' });
  return mark && isLineEnd(look, mark.end)
    ? () => tellMark(scan, { start: place, mark, side: 'before' })
    : null;
}

const contextOf = ({ quoteNumbers, before, pending, hasNamed }: Scan): MarkContext => ({
  quoteNumbers,
  before: before + pending,
  hasNamed,
});

function readAnyMark(scan: Scan, look: LookAhead, start: number): Read {
  const isTokenStart = scan.pending !== '' || !scan.isBegun || /[\s(（]$/u.test(scan.before);
  const mayBeLabelled =
    isTokenStart &&
    (!scan.isBegun || scan.pending.includes('\n') || /[.!?。！？।؟…][\p{Pe}\p{Pf}"'*]*$/u.test(scan.before));
  const around = contextOf(scan);
  const mark =
    (mayBeLabelled ? readLabelledMarks(look, start, around) : null) ??
    (markOpenings.test(look.at(start)) ? readMark(look, start, around) : null) ??
    (isTokenStart ? (readBareMark(look, start, around) ?? readDashedMark(look, start, around)) : null);
  if (!mark) return null;
  const side = sideOf(scan, look, mark.end);
  return () => tellMark(scan, { start, mark, side });
}

/** A mark before the words that rest on it opens an item, a cell, or a block whose lines all begin with marks. */
function sideOf(scan: Scan, look: LookAhead, end: number): 'before' | 'after' {
  const line = `${scan.before}${scan.isBegun ? scan.pending : '\n'}`;
  if (!lineOpening.test(line) || isLineEnd(look, end) || /[.,;:!?。，]/.test(look.at(end))) return 'before';
  const isOfPlainLine = /(?:^|\n)[ \t]*$/.test(line);
  if (!isOfPlainLine || !scan.isBegun || scan.isAfterForwardMark) return 'after';
  return /\n[^\S\n]*\n/.test(scan.pending) ? 'after' : 'before';
}

function tellMark(
  scan: Scan,
  { start, mark, side }: { start: number; mark: QuoteMark; side: 'before' | 'after' },
): number {
  const raw = scan.held.slice(start, mark.end);
  if (/[qQｑ]/.test(raw)) scan.hasNamed = true;
  scan.isAfterForwardMark = side === 'after';
  if (side === 'before') {
    scan.tell({ kind: 'mark', mark, raw, blank: scan.pending, side });
    if (!scan.pending.includes('\n')) scan.pending = '';
    return mark.end;
  }
  flush(scan);
  scan.tell({ kind: 'mark', mark, raw, blank: '', side });
  let end = mark.end;
  while (isBlank(scan.held.charAt(end))) end += 1;
  return end;
}

function readVerbatim(scan: Scan, look: LookAhead, start: number): Read {
  const end = endOfVerbatim(look, start);
  if (end < 0) return null;
  return () => {
    write(scan, look.text.slice(start, end));
    return end;
  };
}

/** Everything up to the next character that may begin something; a run of one sign stays together. */
function readPlain(scan: Scan, look: LookAhead, start: number): Read {
  const sign = look.at(start);
  let end = start + 1;
  if (sign === '*' || sign === '_' || sign === '`') {
    while (look.at(end) === sign) end += 1;
  } else {
    const found = look.text.slice(end).search(special);
    end = found < 0 ? look.text.length : end + found;
  }
  return () => {
    write(scan, look.text.slice(start, end));
    return end;
  };
}
