/** All that a report and its audit may say in our own words, in one language. Sentences end with their full stop. */
export type ReportWords = {
  /** BCP-47. */
  language: string;
  /** What the language is called in itself, as prompts and people name it. */
  name: string;
  nothingFound: string;
  nothingFoundAboutThis: string;
  nothingFoundAbout: (part: string) => string;
  /** What the pages lack: names that the question asks about. */
  lacking: (what: readonly string[]) => string;
  headings: {
    answer: string;
    comparison: string;
    disputed: string;
    notFound: string;
    sources: string;
    conclusion: string;
  };
  /** Before both sides of a dispute. */
  sourcesDisagree: string;
  /** Before the parts of the question that nothing was found about. */
  notFoundLeadIn: string;
  /** Why a report has not all that it could have. */
  partial: {
    time: string;
    request: string;
    budget: string;
    nothingNew: string;
    /** The writer was cut off: the section ends at its last whole sentence. */
    cutShort: string;
    /** The model could not write it, so quotes stand in its place. */
    writtenFromQuotes: string;
  };
  /** What the check by code says of a claim. */
  checks: {
    wordForWord: string;
    allThere: string;
    noQuote: string;
    fewWords: string;
    someWords: string;
    numbersMissing: (numbers: readonly string[]) => string;
    datesMissing: (dates: readonly string[]) => string;
    unitsMissing: (units: readonly string[]) => string;
    namesMissing: (names: readonly string[]) => string;
    negation: string;
    quantifier: string;
    contradicted: string;
    notChecked: string;
    checkedByCode: string;
  };
  /** What is said with the scores of the whole. */
  scores: {
    claimsNothing: string;
    notAnswered: string;
    everyWord: string;
    takesUpNot: (words: readonly string[]) => string;
    supported: (count: { supported: number; partly: number; claims: number }) => string;
    allSupported: (claims: number) => string;
    partsAnswered: (count: { answered: number; parts: number }) => string;
    noPartAnswered: string;
    noSource: string;
    noQuestion: string;
  };
};
