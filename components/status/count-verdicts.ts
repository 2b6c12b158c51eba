import type { Claim } from '#lib/schema/verdict.ts';
import { type ClaimLook, lookOf } from './verdict-label.tsx';

/** How many claims look like what: copies of quotes are counted by themselves. */
export function countVerdicts(claims: readonly Claim[]): Record<ClaimLook, number> {
  const counts = { supported: 0, copied: 0, partly: 0, unchecked: 0, unsupported: 0, contradicted: 0 };
  for (const claim of claims) counts[lookOf(claim)] += 1;
  return counts;
}
