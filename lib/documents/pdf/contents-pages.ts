import type { Line } from './page-lines.ts';

/** Fewer may be a list of prices. */
const fewest = { pages: 10, entries: 5 };
/** An index tells more than one page. */
const entry = /…[\s…]*(?:[ivxlc]{1,7}|(\d{1,4})(?:, \d{1,4})*,?)$/;

/**
 * Leaves out the table of contents and the index, as a page of the web is left without its navigation: lines that lead
 * by dots to a page of this document, and what stands between the first and the last of them on a page.
 */
export function withoutContents(pages: readonly Line[][]): Line[][] {
  if (pages.length < fewest.pages) return [...pages];
  return pages.map((lines, at) => {
    const marks: number[] = [];
    const numbers: number[] = [];
    for (const [index, { text }] of lines.entries()) {
      const [found, number] = entry.exec(text.slice(-100)) ?? [];
      if (found) marks.push(index);
      if (number) numbers.push(Number(number));
    }
    const [first = 0, last = 0] = [marks[0], marks.at(-1)];
    if (marks.length < fewest.entries || marks.length < (last - first + 1) * 0.3) return lines;
    const isWithin = numbers.every((number) => number <= pages.length);
    const falls = numbers.filter((number, index) => number < (numbers[index - 1] ?? 0)).length;
    const isIndex = at > pages.length * 0.75;
    if (!isWithin || (!isIndex && falls > numbers.length * 0.1)) return lines;
    return [...lines.slice(0, first), ...lines.slice(last + 1)];
  });
}
