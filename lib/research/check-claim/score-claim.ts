import { shareOf } from './align.ts';
import type { ClaimReading } from './claim-reading.ts';

/** How likely a claim without visible faults is to be supported, 0 to 1. */
export function scoreClaim(claim: ClaimReading): number {
  const [best] = claim.closest;
  const share = 0.5 * (best?.share ?? 0) + 0.5 * shareOf(claim.words, claim.evidence.keys);
  return 1 / (1 + Math.exp(-10 * (share - 0.6)));
}
