import { tokenize } from './tokenize.ts';

/** The terms of a question with their weights: what is looked for in passages and pages. */
export function queryTerms(question: string): Map<string, number> {
  return new Map(tokenize(question).map((term) => [term, 1]));
}
