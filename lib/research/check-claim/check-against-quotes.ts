import type { Quote } from '#lib/schema/quote.ts';
import { checkClaim } from './check-claim.ts';
import type { CheckedClaim } from './checked-claim.ts';

/** The whole text of a page as it was read. */
export type CheckedSource = { snapshot_id: string; text: string };

/** So much of a page before and after a quote is the lines around it. */
const linesAround = 600;

/**
 * Checks a claim against stored quotes and, of the given pages, those that the quotes are from; against all pages where
 * it rests on no quote. `language` is that of the text that it stands in.
 */
export function checkAgainstQuotes(
  claim: string,
  quotes: readonly Quote[],
  { sources = [], language }: { sources?: readonly CheckedSource[]; language?: string | undefined } = {},
): CheckedClaim {
  const used = new Set(quotes.map(({ snapshot_id }) => snapshot_id));
  const pages = sources.filter(({ snapshot_id }) => used.size === 0 || used.has(snapshot_id));
  return checkClaim({
    claim,
    quotes: quotes.map(({ snapshot_id, start, end, text, title, heading }) => {
      const page = pages.find((source) => source.snapshot_id === snapshot_id)?.text;
      const above = [title, ...heading].join('\n');
      if (page === undefined) return { text, heading: above };
      const before = page.slice(Math.max(start - linesAround, 0), start);
      return { text, before, after: page.slice(end, end + linesAround), heading: above };
    }),
    source: pages.map(({ text }) => text),
    ...(language && { language }),
  });
}
