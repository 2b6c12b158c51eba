/** What a report says in our own words, in one language. Sentences end with their full stop. */
export type ReportWords = {
  /** BCP-47. */
  language: string;
  nothingFound: string;
  nothingFoundAboutThis: string;
  nothingFoundAbout: (part: string) => string;
  /** What the pages lack: names that the question asks about. */
  lacking: (what: readonly string[]) => string;
};
