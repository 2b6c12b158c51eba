import type { Plan } from '#lib/schema/plan.ts';
import type { Quote } from '#lib/schema/quote.ts';
import { collectionOf, countTerms, idf } from '#lib/text/bm25.ts';
import { tokenize } from '#lib/text/tokenize.ts';

/** The share of the question's word weight that one page has to take up. */
const enough = 0.25;

/** Whether the quotes of one page take up enough of the question to be an answer to it. */
export function isAnswered({
  question,
  quotes,
}: {
  question: string;
  plan: Plan;
  quotes: readonly Quote[];
}): boolean {
  const texts = quotes.map(
    ({ text, heading, title }) => new Set(tokenize([title, ...heading, text].join('\n'))),
  );
  const collection = collectionOf(texts.map((terms) => countTerms([...terms])));
  const weighed = [...new Set(tokenize(question))].map((term) => [term, idf(term, collection)] as const);
  const total = weighed.reduce((sum, [, weight]) => sum + weight, 0) || 1;
  const pages = new Map<string, Set<string>>();
  for (const [at, { url }] of quotes.entries()) {
    const page = pages.get(url) ?? new Set();
    for (const term of texts[at] ?? []) page.add(term);
    pages.set(url, page);
  }
  const covered = [...pages.values()].map((page) =>
    weighed.reduce((sum, [term, weight]) => sum + (page.has(term) ? weight : 0), 0),
  );
  return Math.max(0, ...covered) >= enough * total;
}
