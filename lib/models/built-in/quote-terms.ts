import type { Quote } from '#lib/schema/quote.ts';
import { tokenize } from '#lib/text/tokenize.ts';

const known = new WeakMap<Quote, ReadonlySet<string>>();

/** The search terms of quotes, each once. A quote is compared with many others, so its own are worked out once. */
export function quoteTerms(quotes: readonly Quote[]): ReadonlySet<string> {
  const [only] = quotes;
  if (only && quotes.length === 1) return termsOfOne(only);
  return new Set(quotes.flatMap((quote) => [...termsOfOne(quote)]));
}

function termsOfOne(quote: Quote): ReadonlySet<string> {
  const words = known.get(quote) ?? new Set(tokenize(quote.text));
  known.set(quote, words);
  return words;
}
