import { resolveAliases } from './mark-aliases.ts';
import { type Piece, scanWritten, type Taken } from './scan-written.ts';
import { splitWritten, type WrittenUnit } from './split-written.ts';
import { type PlacedMark, spreadMarks } from './spread-marks.ts';

/**
 * A stretch of a text that says one thing, at its offsets (UTF-16, half-open) in the cleaned Markdown. `marks` are the
 * numbers of quotes that exist, `unknownMarks` what it names besides, as it was written.
 */
export type WrittenSentence = {
  start: number;
  end: number;
  text: string;
  form: WrittenUnit['form'];
  marks: number[];
  unknownMarks: string[];
  /** Whether the marks stand at it, or at the end of its paragraph, list or table for all of it. */
  marksFrom: 'own' | 'paragraph' | 'list' | 'table' | 'none';
};

/**
 * Reads what a model wrote for one text: the Markdown without marks, its sentences with the quotes that they name in any
 * form, and everything else that was taken off. Nothing goes in silence: what was written is in the Markdown, in a
 * mark or in `taken`. `quotesOfPage` answers the numbers of the quotes of an address, for texts that number pages.
 */
export function readWritten(
  written: string,
  {
    quoteNumbers,
    quotesOfPage = () => [],
  }: { quoteNumbers: ReadonlySet<number>; quotesOfPage?: (url: string) => readonly number[] },
): { markdown: string; sentences: WrittenSentence[]; taken: Taken[] } {
  let markdown = '';
  let marks: PlacedMark[] = [];
  const taken: Taken[] = [];
  const scanner = scanWritten({ quoteNumbers }, (piece: Piece) => {
    if (piece.kind === 'text') markdown += piece.text;
    if (piece.kind === 'anew') taken.length = 0;
    if (piece.kind === 'taken' || piece.kind === 'anew') taken.push(piece.taken);
    if (piece.kind === 'anew') {
      markdown = '';
      marks = [];
    }
    if (piece.kind !== 'mark') return;
    const { mark, raw, blank, side } = piece;
    const isApart = /\n[^\S\n]*\n/.test(blank);
    marks.push({
      place: markdown.length,
      side,
      isApart,
      raw,
      url: mark.url,
      numbers: mark.numbers,
      unknown: mark.unknown,
    });
  });
  scanner.push(written);
  scanner.end();
  markdown = markdown.trimEnd();
  marks.push(...linksToPages(markdown, { quotesOfPage, quoteNumbers }));
  const meant = resolveAliases(marks, { taken, quotesOfPage, quoteNumbers });
  const units = splitWritten(
    markdown,
    meant.filter(({ side }) => side === 'before').map(({ place }) => place),
  );
  const spread = spreadMarks(units, meant);
  const sentences = units.map(({ start, end, form }, at): WrittenSentence => {
    const found = spread[at] ?? { marks: [], unknownMarks: [], marksFrom: 'none' as const };
    return { start, end, text: markdown.slice(start, end), form, ...found };
  });
  return { markdown, sentences, taken };
}

/** Links to pages that there are quotes of: they name these quotes, and stay in the text. */
function linksToPages(
  markdown: string,
  given: { quotesOfPage: (url: string) => readonly number[]; quoteNumbers: ReadonlySet<number> },
): PlacedMark[] {
  return [...markdown.matchAll(/https?:\/\/[^\s<>)\]]+/g)].flatMap(({ 0: raw, index }): PlacedMark[] => {
    const numbers = given
      .quotesOfPage(raw.replace(/[.,;:!?]+$/, ''))
      .filter((number) => given.quoteNumbers.has(number));
    const place = { place: index + 1, side: 'before' as const, isApart: false };
    return numbers.length > 0 ? [{ ...place, raw, url: undefined, numbers, unknown: [] }] : [];
  });
}
