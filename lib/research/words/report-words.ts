import type { FileReason } from '#lib/schema/file-account.ts';
import type { Respelling } from '#lib/schema/plan.ts';
import type { Talk } from '#lib/text/talk-of.ts';

/** What a report says in our own words, in one language. Sentences end with their full stop. */
export type ReportWords = {
  /** BCP-47. */
  language: string;
  nothingFound: string;
  nothingFoundAboutThis: string;
  nothingFoundAbout: (part: string) => string;
  /** What the pages lack: names that the question asks about, or a price. */
  lacking: (what: readonly string[]) => string;
  /** That a long page was read in its beginning alone; the title is Markdown. */
  readInPart: (title: string) => string;
  price: string;
  /** Stands above the words that come nearest, where none of them clearly answers. */
  closest: string;
  /** Told to what no page can answer, each in one sentence: what quotes cannot grant, what this is, that nothing is asked. */
  talk: Record<Talk, string>;
  /** Told where quotes in another language do not clearly answer. */
  otherLanguage: string;
  /** A word of the question that stands nowhere, and the one that it was read as. */
  respelled: (word: Respelling) => string;
  /** What became of own documents, where nothing was found; put together in `research/describe-own-files.ts`. */
  files: {
    signs: Signs;
    searched: (files: { read: number; seen: number }) => string;
    waiting: (n: number) => string;
    unread: string;
    reasons: Record<FileReason, string>;
    more: (n: number) => string;
    none: string;
  };
};

/** The signs between the parts of a sentence that is put together, with their spaces. */
export type Signs = { part: string; list: string; colon: string; open: string; close: string; end: string };

export const latinSigns: Signs = { part: '; ', list: ', ', colon: ': ', open: ' (', close: ')', end: '.' };
