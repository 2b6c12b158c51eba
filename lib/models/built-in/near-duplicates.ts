import type { Quote } from '#lib/schema/quote.ts';
import type { Group } from './group-quotes.ts';
import { quoteTerms } from './quote-terms.ts';

/** Whether a group is a near-duplicate of another: the same words on another page, or nearly the same code once more. */
export function isNearDuplicate(group: Group, other: Group): boolean {
  if ((other.kind === 'code') !== (group.kind === 'code')) return false;
  const words = quoteTerms(group.core);
  const known = quoteTerms(other.core);
  const common = commonIn(words, known);
  if (group.kind === 'code') return common >= 0.6 * words.size;
  const smaller = Math.min(words.size, known.size);
  const larger = Math.max(words.size, known.size, 1);
  return common >= 0.8 * words.size && (smaller >= 0.5 * larger || common === words.size);
}

/** Whether another quote among the chosen groups says the same with nearly the same words. */
export function isSaid(quote: Quote, chosen: readonly Group[]): boolean {
  const words = quoteTerms([quote]);
  return chosen.some(({ quotes }) =>
    quotes.some((other) => {
      if (other.number === quote.number || other.form === 'code') return false;
      const known = quoteTerms([other]);
      return commonIn(words, known) >= 0.8 * Math.max(words.size, known.size);
    }),
  );
}

const commonIn = (words: ReadonlySet<string>, known: ReadonlySet<string>) =>
  [...words].filter((word) => known.has(word)).length;
