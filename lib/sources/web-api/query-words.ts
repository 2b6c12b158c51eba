import { stopWords } from '#lib/text/stop-words.ts';
import { tokenize } from '#lib/text/tokenize.ts';

const maxWords = 10;
/** Words of search syntax, in any case: a question must not become an operator. */
const operators = new Set(['and', 'or', 'not', 'andnot', 'near']);

/**
 * The words of a question that say what it is about, as they are written, without stop words, repeats and every sign
 * that a search engine could take for syntax; the first ten.
 */
export function queryWords(query: string): string[] {
  const words =
    query
      .normalize('NFKC')
      .match(/[\p{L}\p{N}][\p{L}\p{M}\p{N}]*(?:[.'’-][\p{L}\p{N}][\p{L}\p{M}\p{N}]*)*/gu) ?? [];
  const chosen = new Map<string, string>();
  for (const word of words) {
    const plain = word
      .replace(/['’]s$/, '')
      .replace(/['’]/g, ' ')
      .trim();
    const key = plain.toLowerCase();
    if (stopWords.has(word.toLowerCase()) || stopWords.has(key) || operators.has(key) || chosen.has(key))
      continue;
    chosen.set(key, plain);
  }
  return [...chosen.values()].slice(0, maxWords);
}

/** The share of a question's search terms that stand in a text, 0 to 1. */
export function shareOfTerms(query: string, text: string): number {
  const terms = new Set(tokenize(query));
  const present = new Set(tokenize(text));
  const found = [...terms].filter((term) => present.has(term));
  return terms.size === 0 ? 0 : found.length / terms.size;
}
