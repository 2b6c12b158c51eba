/** Marks as they stand right behind words: an exclamation mark would make a picture of the link. */
export const behindWords = (words: string, marks: string): string =>
  words.endsWith('!') && marks.startsWith('[') ? ` ${marks}` : marks;
