import type { Quote } from '#lib/schema/quote.ts';
import { tokenize } from '#lib/text/tokenize.ts';

const known = new WeakMap<Quote, ReadonlySet<string>>();

/** A quote's words, read once: all sentences of a text are held against the same quotes. */
function wordsOf(quote: Quote): ReadonlySet<string> {
  const words = known.get(quote) ?? new Set(tokenize(`${quote.text}\n${quote.gist ?? ''}`));
  known.set(quote, words);
  return words;
}

/** The quotes that share most words with a sentence, the best first; `leastShare` of its words, from 0 to 1. */
export function proposeQuotes(
  text: string,
  quotes: readonly Quote[],
  { leastShare = 0.2, most = 3 }: { leastShare?: number; most?: number } = {},
): Quote[] {
  const words = new Set(tokenize(text));
  if (words.size === 0) return [];
  return quotes
    .map((quote) => {
      const said = wordsOf(quote);
      return { quote, share: [...words].filter((word) => said.has(word)).length / words.size };
    })
    .filter(({ share }) => share >= leastShare)
    .sort((left, right) => right.share - left.share)
    .slice(0, most)
    .map(({ quote }) => quote);
}
