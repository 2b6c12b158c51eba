import type { Collection } from '#lib/text/bm25.ts';
import { type Section, splitPassages } from '#lib/text/split-passages.ts';
import { tokenize } from '#lib/text/tokenize.ts';
import type { EvidencePage } from './evidence-page.ts';
import { isPointer } from './is-pointer.ts';

/** The sections of a page that say something, and the words of each: its title, its headings and its text, in order. */
export type PageSections = {
  sections: Section[];
  /** The words by number; those of the nth section go from `starts[n]` to `starts[n + 1]`. */
  numbers: ReadonlyMap<string, number>;
  words: Uint32Array;
  starts: Uint32Array;
};

/** The pages of a process's latest questions, by their text, the latest last: most are asked of more than once. */
const known = new Map<string, PageSections & { title: string; bytes: number }>();
/** What they may take together; what is larger than half of it is not kept. */
const mostBytes = 64 * 2 ** 20;
let bytes = 0;

/** Splits a page into sections and numbers their words; lists of links are left out. The same page is read once. */
export function sectionsOf({ title, text }: Pick<EvidencePage, 'title' | 'text'>): PageSections {
  const before = known.get(text);
  if (before) forget(text, before);
  const page = before?.title === title ? before : { title, ...readSections({ title, text }) };
  const size = sizeOf(text, page);
  if (size > mostBytes / 2) return page;
  known.set(text, { ...page, bytes: size });
  bytes += size;
  for (const [oldest, { bytes: freed }] of known) {
    if (bytes <= mostBytes) break;
    forget(oldest, { bytes: freed });
  }
  return page;
}

function forget(text: string, { bytes: freed }: { bytes: number }): void {
  known.delete(text);
  bytes -= freed;
}

/** Two bytes a sign, four a word, and some hundred for each word that a page has. */
const sizeOf = (text: string, { words, numbers }: PageSections): number =>
  2 * text.length + words.byteLength + 100 * numbers.size;

function readSections({ title, text }: { title: string; text: string }): PageSections {
  const sections = splitPassages(text).filter((section) => saysSomething(text, section));
  const numbers = new Map<string, number>();
  const words: number[] = [];
  const starts = new Uint32Array(sections.length + 1);
  for (const [at, { start, end, heading }] of sections.entries()) {
    for (const word of tokenize([title, ...heading, text.slice(start, end)].join('\n'))) {
      const number = numbers.get(word) ?? numbers.size;
      numbers.set(word, number);
      words.push(number);
    }
    starts[at + 1] = words.length;
  }
  return { sections, numbers, words: Uint32Array.from(words), starts };
}

/** Whether a section is more than a list of links; told line by line, since thousands of sentences are no matter here. */
function saysSomething(text: string, section: Section): boolean {
  const lines = text.slice(section.start, section.end).split('\n');
  return lines.some((line) => {
    const form = /^\s*(?:[-*+]|\d{1,3}[.)])\s/.test(line) ? 'item' : 'sentence';
    return line.trim() !== '' && !isPointer({ form, text: line.trim() }, section.heading);
  });
}

/**
 * The sections of several pages as BM25 sees them: `lengths` are the words of each and their pairs, `countsOf` tells how
 * often each has a word, or a pair with a space between.
 */
export type CountedSections = {
  lengths: number[];
  countsOf: (term: string) => readonly number[];
  collection: Collection;
};

export function countSections(pages: readonly PageSections[]): CountedSections {
  const lengths = pages.flatMap(({ starts }) =>
    Array.from(starts.subarray(1), (end, at) => Math.max(0, 2 * (end - (starts[at] as number)) - 1)),
  );
  const counted = new Map<string, number[]>();
  const countsOf = (term: string) => {
    const counts = counted.get(term) ?? pages.flatMap((page) => [...countWords(page, term.split(' '))]);
    counted.set(term, counts);
    return counts;
  };
  const collection = {
    size: lengths.length,
    averageLength: lengths.reduce((sum, length) => sum + length, 0) / Math.max(lengths.length, 1),
    documentFrequency: (term: string) => countsOf(term).filter((count) => count > 0).length,
  };
  return { lengths, countsOf, collection };
}

/** How often each section of a page has these words side by side: one word, or two that follow each other. */
function countWords({ numbers, words, starts }: PageSections, sought: readonly string[]): Uint32Array {
  const counts = new Uint32Array(starts.length - 1);
  const [first, second] = sought.map((word) => numbers.get(word) ?? -1);
  if (first === undefined || first < 0 || second === -1) return counts;
  let section = 0;
  for (let at = words.indexOf(first); at >= 0; at = words.indexOf(first, at + 1)) {
    while (at >= (starts[section + 1] as number)) section += 1;
    const isPair =
      second === undefined || (words[at + 1] === second && at + 1 < (starts[section + 1] as number));
    if (isPair) counts[section] = (counts[section] as number) + 1;
  }
  return counts;
}
