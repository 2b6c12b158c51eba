import { clip } from './clip.ts';

/** The text, or its beginning up to a word's end and ` …` where it is longer than `maxLength` UTF-16 units. */
export function clipAtWord(text: string, maxLength: number): string {
  if (text.length <= maxLength) return text;
  return `${clip(text, maxLength).replace(/\s+\S*$/, '')} …`.toWellFormed();
}
