import { postgresJson } from '#lib/postgres-text.ts';
import { countTerms } from '#lib/text/bm25.ts';
import { detectLanguage } from '#lib/text/language.ts';
import { readAs } from '#lib/text/languages.ts';
import { addAll } from '#lib/text/long-lists.ts';
import { splitPassages } from '#lib/text/split-passages.ts';
import { type TitleWords, titleWords } from '#lib/text/title-words.ts';
import { tokenize } from '#lib/text/tokenize.ts';
import { type CleanPage, cleanPage, cleanPageAsText } from './clean-page.ts';
import { placeLinks } from './page-links.ts';

/** To be raised when cleaning, splitting or counting changes: stored documents of another version are read again. */
export const indexVersion = 37;

/**
 * A document as it is stored; its passages as lists in JSON of some hundred thousand characters each, so that they travel
 * from thread to database as they are and nowhere in one piece.
 */
export type PreparedDocument = {
  title: string;
  text: string;
  language: string;
  titles: TitleWords[];
  passages: string[];
};
/**
 * `counts`: how often each term stands in it, those of the headings above it included; `termCount` is their sum.
 * `links`: urls of documents that it links to.
 */
export type PreparedPassage = {
  start: number;
  end: number;
  heading: string[];
  text: string;
  termCount: number;
  counts: Record<string, number>;
  links: string[];
};

/** How often title and headings above a passage (for a page's first one its description too) count beside its words. */
const headingWeight = 2;

/** Cleans a file's text and makes a document of it. `asText` uses no parser. */
export function prepareDocument(file: { path: string; text: string; asText?: boolean }): PreparedDocument {
  return indexPage((file.asText ? cleanPageAsText : cleanPage)(file));
}

/** Splits a page into passages and counts their terms; `url` is the document's, for the links that it has. */
export function indexPage(
  { title, description, text, links: found = [] }: CleanPage,
  url = '',
): PreparedDocument {
  const language = readAs(detectLanguage(text));
  const links = url ? placeLinks(found, { text, base: url }) : [];
  const passages = splitPassages(text).map(({ start, end, heading }, index): PreparedPassage => {
    const above = tokenize(
      [title, ...heading.filter((words) => !isTitle(words, title))].join('\n'),
      language,
    );
    const words = text.slice(start, end);
    const terms = tokenize(words, language);
    if (index === 0) addAll(above, tokenize(description, language));
    for (let times = 0; times < headingWeight; times += 1) addAll(terms, above);
    const { counts, length } = countTerms(terms);
    const inside = links.filter(({ at, url }) => at >= start && at < end && url.startsWith('doc:'));
    return {
      start,
      end,
      heading,
      text: words,
      termCount: length,
      counts: Object.fromEntries(counts),
      links: [...new Set(inside.map(({ url }) => url))],
    };
  });
  return { title, text, language, titles: titleWords(title), passages: asLists(passages) };
}

const listLength = 200_000;

function asLists(passages: readonly PreparedPassage[]): string[] {
  const lists: string[] = [];
  let list: string[] = [];
  let length = 0;
  for (const passage of passages) {
    const json = postgresJson(passage);
    if (length > 0 && length + json.length > listLength) {
      lists.push(`[${list.join(',')}]`);
      list = [];
      length = 0;
    }
    list.push(json);
    length += json.length;
  }
  return list.length > 0 ? [...lists, `[${list.join(',')}]`] : lists;
}

function isTitle(heading: string, title: string): boolean {
  return heading.replace(/`|\(\)/g, '') === title;
}
