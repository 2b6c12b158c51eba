import { tokenize } from './tokenize.ts';
import { withoutStopWords } from './without-stop-words.ts';

/** A term of a question: a name counts as rare as it is, another word less. */
export type QueryTerm = { term: string; isName: boolean };

const word = /[\p{L}\p{N}_$][\p{L}\p{M}\p{N}_$]*(?:[.\-'’][\p{L}\p{N}_$]+)*/gu;
const codeLike = /[\d_$]|\p{Ll}\p{Lu}|[\p{L}\d]\.[\p{L}\d]|^\p{Lu}{2}/u;

/**
 * The terms of a question, each once, without the small words of its language. A name is what is written like one: with a
 * capital within a sentence, in capitals, with digits, dots, underscores or inner capitals.
 */
export function queryTerms(question: string): QueryTerm[] {
  const terms = [...new Set(tokenize(withoutStopWords(question)))];
  const names = namesIn(question);
  return terms.map((term) => ({ term, isName: names.has(term) }));
}

/** The terms of what a text writes like a name. */
export const namesIn = (text: string): Set<string> =>
  new Set(spelledNames(text).flatMap((name) => tokenize(name)));

/** What a text writes like a name, each once, as it spells it. */
export function spelledNames(text: string): string[] {
  const names = [...text.matchAll(word)].filter(({ 0: match, index }) =>
    isName(match, index < 4 ? text.slice(0, index) : ` ${text.slice(index - 4, index)}`),
  );
  return [...new Set(names.map(([name]) => name))];
}

/** `before` is what stands directly before it, nothing at the beginning of the text. */
function isName(match: string, before: string): boolean {
  if (codeLike.test(match)) return true;
  const opensSentence = /(?:^|[.?!¿¡:"“(|*#-]\s*|\n\s*)$/.test(before);
  return !opensSentence && /^\p{Lu}/u.test(match);
}
