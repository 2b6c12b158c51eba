import type { Quote } from '#lib/schema/quote.ts';

/** Whether a quote stands verbatim at its offsets in its snapshot: a plain comparison of strings. */
export function verifyQuote(quote: Pick<Quote, 'start' | 'end' | 'text'>, snapshotText: string): boolean {
  return quote.text.length > 0 && snapshotText.slice(quote.start, quote.end) === quote.text;
}
