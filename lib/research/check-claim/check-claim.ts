import type { Claim } from '#lib/schema/verdict.ts';
import type { CheckedClaim } from './checked-claim.ts';
import { readClaim } from './claim-reading.ts';
import { type CheckedQuote, readEvidence } from './evidence.ts';
import { findFaults } from './find-faults.ts';
import { copiesQuotes } from './stands-word-for-word.ts';
import { weigh } from './weigh.ts';

export const wordForWord = 'It stands word for word in its quote.';
export const noQuote = 'It names no quote.';

/** What tells on a claim that it holds for being a copy, by the reason that it was given. */
export const markCopied = (reason: string): Pick<Claim, 'copied'> =>
  reason === wordForWord ? { copied: true } : {};

/**
 * Checks a claim by code against the quotes that it rests on, the lines around them and the whole text of their pages.
 * It sees numbers, dates, amounts, units, names, negations, quantifiers, opposites and who does what to whom, and weighs
 * the words; it understands nothing, so `unchecked` says what it could not see. Citation marks are no part of a claim.
 */
export function checkClaim(given: {
  claim: string;
  quotes: readonly CheckedQuote[];
  /** The whole text of the page, or of each of the pages, that the quotes are from. */
  source?: string | readonly string[];
  /** The language of the text that it stands in, as `de`: holds where its own words are too few to tell. */
  language?: string;
}): CheckedClaim {
  const { quotes } = given;
  const sources = [given.source ?? []].flat().filter(Boolean);
  if (quotes.length === 0 && sources.length === 0) {
    return { verdict: 'unsupported', faults: [], confidence: 0, reason: noQuote };
  }
  if (
    copiesQuotes(
      given.claim,
      quotes.map(({ text }) => text),
    )
  ) {
    return { verdict: 'supported', faults: [], confidence: 1, reason: wordForWord };
  }
  const claim = readClaim(given.claim, readEvidence(quotes, sources, given.claim), given.language);
  const faults = findFaults(claim);
  return { ...weigh(claim, faults), faults };
}
