import type { Taken } from './scan-written.ts';
import type { PlacedMark } from './spread-marks.ts';

/**
 * What marks mean to a text with notes or sources of its own: `[1]` is the quote or the page that note 1 names, and
 * `[3](https://…)` a quote of that page. Where neither says so, a number is a quote's.
 */
export function resolveAliases(
  marks: readonly PlacedMark[],
  {
    taken,
    quotesOfPage,
    quoteNumbers,
  }: {
    taken: readonly Taken[];
    quotesOfPage: (url: string) => readonly number[];
    quoteNumbers: ReadonlySet<number>;
  },
): PlacedMark[] {
  const notes = readNotes(taken, { quotesOfPage, quoteNumbers });
  return marks.map((mark) => {
    if (/^https?:|[qQｑ]/.test(mark.raw.replace(/\([^)]*\)/g, ''))) return mark;
    const ofPage = mark.url ? quotesOfPage(mark.url).filter((number) => quoteNumbers.has(number)) : [];
    if (ofPage.length > 0 && !mark.numbers.some((number) => ofPage.includes(number))) {
      return { ...mark, numbers: ofPage, unknown: [] };
    }
    const numbers = new Set<number>();
    const unknown: string[] = [];
    for (const number of mark.numbers) for (const one of notes.get(number) ?? [number]) numbers.add(one);
    for (const words of mark.unknown) {
      const meant = notes.get(Number(/\d+/.exec(words.normalize('NFKC'))?.[0]));
      if (meant) for (const one of meant) numbers.add(one);
      else unknown.push(words);
    }
    return { ...mark, numbers: [...numbers], unknown };
  });
}

/** Notes that name another quote than their own number, or a page whose quotes are known. */
function readNotes(
  taken: readonly Taken[],
  given: { quotesOfPage: (url: string) => readonly number[]; quoteNumbers: ReadonlySet<number> },
): Map<number, number[]> {
  const notes = new Map<number, number[]>();
  for (const { what, text } of taken) {
    if (what !== 'sources' && what !== 'footnote') continue;
    for (const line of text.split('\n')) {
      const [, number, rest = ''] =
        /^\s*(?:[-*+]\s+)?\W{0,3}(\d{1,4})\W{1,4}(.*)$/.exec(line.normalize('NFKC')) ?? [];
      if (number === undefined) continue;
      const named = [...rest.matchAll(/(?<![\p{L}\p{N}])q(\d{1,6})(?![\p{L}\p{N}])/gu)].map(([, digits]) =>
        Number(digits),
      );
      const url = /https?:\/\/[^\s)>\]]+/.exec(rest)?.[0].replace(/[.,;]$/, '');
      const meant = [...named, ...(named.length === 0 && url ? given.quotesOfPage(url) : [])];
      const known = meant.filter((one) => given.quoteNumbers.has(one));
      if (known.length > 0 && !known.includes(Number(number))) notes.set(Number(number), known);
    }
  }
  return notes;
}
