import type { FileReason } from '#lib/schema/file-account.ts';

/** What a report says in our own words, in one language. Sentences end with their full stop. */
export type ReportWords = {
  /** BCP-47. */
  language: string;
  nothingFound: string;
  nothingFoundAboutThis: string;
  nothingFoundAbout: (part: string) => string;
  /** What the pages lack: names that the question asks about. */
  lacking: (what: readonly string[]) => string;
  /** That a long page was read in its beginning alone; the title is Markdown. */
  readInPart: (title: string) => string;
  /** What became of own documents, where nothing was found; put together in `research/describe-own-files.ts`. */
  files: {
    searched: (files: { read: number; seen: number }) => string;
    waiting: (n: number) => string;
    unread: string;
    reasons: Record<FileReason, string>;
    more: (n: number) => string;
    none: string;
  };
};
