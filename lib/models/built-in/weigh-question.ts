import type { Plan } from '#lib/schema/plan.ts';
import type { Quote } from '#lib/schema/quote.ts';
import { collectionOf, countTerms, idf } from '#lib/text/bm25.ts';
import { tokenize } from '#lib/text/tokenize.ts';

/** What the words of the question are worth, and whether the quotes take up enough of them to be an answer. */
export type QuestionWeights = { terms: ReadonlyMap<string, number>; answerable: boolean };

/** The share of the question's word weight that one page has to take up. */
const enough = 0.3;

/** Weighs the words of the question by how rare they are in the quotes; shares of 1. */
export function weighQuestion({
  question,
  quotes,
}: {
  question: string;
  plan: Plan;
  quotes: readonly Quote[];
}): QuestionWeights {
  const texts = quotes.map(
    ({ text, heading, title }) => new Set(tokenize([title, ...heading, text].join('\n'))),
  );
  const collection = collectionOf(texts.map((terms) => countTerms([...terms])));
  const weighed = [...new Set(tokenize(question))].map((term) => [term, idf(term, collection)] as const);
  const total = weighed.reduce((sum, [, weight]) => sum + weight, 0) || 1;
  const terms = new Map(weighed.map(([term, weight]) => [term, weight / total]));

  const pages = new Map<string, Set<string>>();
  for (const [at, { url }] of quotes.entries()) {
    const page = pages.get(url) ?? new Set();
    for (const term of texts[at] ?? []) page.add(term);
    pages.set(url, page);
  }
  const covered = [...pages.values()].map((page) =>
    [...terms].reduce((sum, [term, weight]) => sum + (page.has(term) ? weight : 0), 0),
  );
  return { terms, answerable: Math.max(0, ...covered) >= enough };
}
