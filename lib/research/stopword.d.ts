/** The package brings no types of its own. */
declare module 'stopword' {
  export const ara: string[];
  export const deu: string[];
  export const fra: string[];
  export const hin: string[];
  export const jpn: string[];
  export const spa: string[];
  export const zho: string[];
  export function removeStopwords(words: string[], stopWords: string[]): string[];
}
