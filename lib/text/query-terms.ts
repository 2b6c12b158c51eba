import { relatedWords } from './related-words.ts';
import { tokenize } from './tokenize.ts';

/** A term of a question: a name counts as rare as it is, another word less; related words may stand for it. */
export type QueryTerm = { term: string; isName: boolean; related: readonly string[] };

const word = /[\p{L}\p{N}_$][\p{L}\p{M}\p{N}_$]*(?:[.\-'’][\p{L}\p{N}_$]+)*/gu;
const codeLike = /[\d_$]|\p{Ll}\p{Lu}|[\p{L}\d]\.[\p{L}\d]|^\p{Lu}{2}/u;

/**
 * The terms of a question, each once. A name is what is written like one: with a capital within a sentence, in
 * capitals, with digits, dots, underscores or inner capitals.
 */
export function queryTerms(question: string): QueryTerm[] {
  const terms = [...new Set(tokenize(question))];
  const names = new Set(
    [...question.matchAll(word)]
      .filter((match) => isName(match[0], question.slice(0, match.index)))
      .flatMap(([name]) => tokenize(name)),
  );
  return terms.map((term) => ({
    term,
    isName: names.has(term),
    related: relatedWords(term).filter((other) => !terms.includes(other)),
  }));
}

/** Every term that has to be looked up for a question: its own and the related ones. */
export function lookedUpTerms(query: readonly QueryTerm[]): string[] {
  return [...new Set(query.flatMap(({ term, related }) => [term, ...related]))];
}

function isName(match: string, before: string): boolean {
  if (codeLike.test(match)) return true;
  const opensSentence = /(?:^|[.?!:"“(]\s*)$/.test(before);
  return !opensSentence && /^\p{Lu}/u.test(match);
}
