import { bareWords } from './bare-words.ts';
import { type Collection, idf } from './bm25.ts';
import { queryTerms } from './query-terms.ts';
import { tokenize } from './tokenize.ts';

/** What a word of a question is worth. */
export type Concept = { term: string; isName: boolean; weight: number };

/** Where the rarity of an everyday word counts fully; above, it counts for less and less: rare is not important. */
const pivot = 2.5;
const rarityExponent = 0.7;

/** The words of a question, each once, weighed by how rare they are in a collection; names weigh their full rarity. */
export function conceptsOf(
  question: string,
  collection: Pick<Collection, 'size' | 'documentFrequency'>,
): Concept[] {
  const parts = partsOfNames(question);
  const dampened = (word: string) => pivot * (idf(word, collection) / pivot) ** rarityExponent;
  return queryTerms(question).map(({ term, isName }) => {
    const weight = (parts.get(term) ?? 1) * (isName ? idf(term, collection) : dampened(term));
    return { term, isName, weight };
  });
}

/** The share of a question's weight that a text takes up, from 0 to 1. */
export function coverage(concepts: readonly Concept[], words: ReadonlySet<string>): number {
  const total = scoreConcepts(concepts, () => 1);
  return total > 0 ? scoreConcepts(concepts, (term) => (words.has(term) ? 1 : 0)) / total : 0;
}

/** What a text counts for a question, where `worth` rates a single word. */
export const scoreConcepts = (concepts: readonly Concept[], worth: (term: string) => number): number =>
  concepts.reduce((score, { term, weight }) => score + weight * worth(term), 0);

/** A name that gives several terms (`next.js` → next.js, next, js) counts once in sum: what each of them counts for. */
function partsOfNames(question: string): Map<string, number> {
  const shares = new Map<string, number>();
  const whole = new Set<string>();
  for (const word of bareWords(question)) {
    const terms = [...new Set(tokenize(word))];
    if (terms.length === 1) whole.add(terms[0] as string);
    else for (const term of terms) shares.set(term, 1 / terms.length);
  }
  for (const term of whole) shares.delete(term);
  return shares;
}
