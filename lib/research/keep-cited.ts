import { isNothingFound } from '#lib/models/nothing-found.ts';
import { splitUnits } from '#lib/text/split-units.ts';
import { insideFence, mark } from './cite-marks.ts';

/** A run of marks. */
const marks = new RegExp(`(?:${mark.source})+`, 'gi');
/** What may still become, or go on with, a run of marks when more text comes. */
const unfinished = /^ ?(?:\[(?:[\sq\d,;]*)?)?$/i;

/**
 * Lets through of a model's text only what rests on a quote that exists: a sentence, list item, table or code block
 * counts when a mark of such a quote follows it, or when its words stand in the quote that the next mark names. Our own
 * fixed wording ("nothing was found") and headings with something under them stay; all else goes before anybody
 * sees it. `push` answers what is certain by now: it holds a sentence back until its mark has come.
 */
export function createCitedFilter(textOf: (quote: number) => string | undefined) {
  let held = '';
  /** Headings whose section has nothing to show yet. */
  let headings = '';
  let hasWritten = false;

  function release(): string {
    let out = '';
    for (let end = endOfMarked(held); end !== null; end = endOfMarked(held)) {
      out += keep(held.slice(0, end));
      held = held.slice(end);
    }
    return out;
  }

  /** What stays of a piece of text that ends with the marks of its last sentence, if with any. */
  function keep(piece: string): string {
    const run = [...piece.matchAll(marks)].at(-1);
    const isMarked = run !== undefined && run.index + run[0].length === piece.length;
    const body = isMarked ? piece.slice(0, run.index) : piece;
    const quoted = (isMarked ? (run[0].match(/\d+/g) ?? []) : []).flatMap(
      (number) => textOf(Number(number)) ?? [],
    );
    const punctuation = hasWritten ? (/^[.,;:!?)\]"'”’]+/.exec(body)?.[0] ?? '') : '';
    const units = splitUnits(body, { start: punctuation.length, end: body.length });
    const last = units.at(-1);
    const kept = units.filter((unit) => {
      const words = body.slice(unit.start, unit.end);
      if (unit === last && quoted.length > 0) return true;
      return isNothingFound(words) || quoted.some((text) => squeeze(text).includes(squeeze(words)));
    });
    if (kept.length === 0) {
      headings = `${headings}${onlyHeadings(body)}`;
      return quoted.length > 0 && units.length === 0 ? piece : punctuation;
    }
    hasWritten = true;
    const dropped = units.filter((unit) => !kept.includes(unit));
    const text = `${cut(body, dropped)}${isMarked ? (run?.[0] ?? '') : ''}`;
    const before = headings;
    headings = '';
    return before ? `${before}\n\n${text.trimStart()}` : text;
  }

  return {
    push(delta: string): string {
      held += delta;
      return release();
    },
    end(): string {
      const rest = keep(held);
      held = '';
      return rest;
    },
  };
}

/** Where the first finished run of marks outside code ends; null while there is none. */
function endOfMarked(text: string): number | null {
  for (const run of text.matchAll(marks)) {
    const end = run.index + run[0].length;
    if (unfinished.test(text.slice(end))) return null;
    if (!insideFence(text.slice(0, run.index))) return end;
  }
  return null;
}

/** Takes units out, with the blanks behind them; lines that nothing is left of go as well. */
function cut(text: string, units: readonly { start: number; end: number }[]): string {
  let out = '';
  let from = 0;
  for (const { start, end } of units) {
    out += text.slice(from, start);
    from = end + (/^[ \t]*/.exec(text.slice(end))?.[0].length ?? 0);
  }
  return (out + text.slice(from)).replace(/\n{3,}/g, '\n\n');
}

const onlyHeadings = (text: string): string =>
  (text.match(/^#{1,6} .*$/gm) ?? []).map((heading) => `\n\n${heading}`).join('');

const squeeze = (text: string) => text.replace(/[\s\\]+/g, '');
