/** The package brings no types of its own. */
declare module 'stopword' {
  export const ara: string[];
  export const deu: string[];
  export const fra: string[];
  export const heb: string[];
  export const hin: string[];
  export const ita: string[];
  export const jpn: string[];
  export const kor: string[];
  export const nld: string[];
  export const pol: string[];
  export const por: string[];
  export const rus: string[];
  export const spa: string[];
  export const swe: string[];
  export const tur: string[];
  export const zho: string[];
  export function removeStopwords(words: string[], stopWords: string[]): string[];
}
