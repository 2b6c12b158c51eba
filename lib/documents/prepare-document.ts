import { countTerms } from '#lib/text/bm25.ts';
import { splitPassages } from '#lib/text/split-passages.ts';
import { tokenize } from '#lib/text/tokenize.ts';
import { type CleanPage, cleanPage, cleanPageAsText } from './clean-page.ts';

/** To be raised when cleaning, splitting or counting changes: stored documents of another version are read again. */
export const indexVersion = 5;

/** A document as it is stored; its passages as JSON, so that they travel from thread to database in one piece. */
export type PreparedDocument = { title: string; text: string; passages: string };
/** `counts`: how often each term stands in it, those of the headings above it included; `termCount` is their sum. */
export type PreparedPassage = {
  start: number;
  end: number;
  heading: string[];
  termCount: number;
  counts: Record<string, number>;
};

/** How often title and headings above a passage (for a page's first one its description too) count beside its words. */
const headingWeight = 2;

/** Cleans a file's text and makes a document of it. `asText` uses no parser. */
export function prepareDocument(file: { path: string; text: string; asText?: boolean }): PreparedDocument {
  return indexPage((file.asText ? cleanPageAsText : cleanPage)(file));
}

/** Splits a page into passages and counts their terms. */
export function indexPage({ title, description, text }: CleanPage): PreparedDocument {
  const passages = splitPassages(text).map(({ start, end, heading }, index): PreparedPassage => {
    const above = tokenize([title, ...heading.filter((words) => !isTitle(words, title))].join('\n'));
    const terms = tokenize(text.slice(start, end));
    if (index === 0) above.push(...tokenize(description));
    for (let times = 0; times < headingWeight; times += 1) terms.push(...above);
    const { counts, length } = countTerms(terms);
    return { start, end, heading, termCount: length, counts: Object.fromEntries(counts) };
  });
  return { title, text, passages: JSON.stringify(passages) };
}

function isTitle(heading: string, title: string): boolean {
  return heading.replace(/`|\(\)/g, '') === title;
}
