import type { ClaimVerdict } from '#lib/schema/verdict.ts';
import type { Fault } from './fault.ts';

export type CheckedClaim = {
  verdict: ClaimVerdict;
  /** What code can see is wrong. Any of them is reason enough not to publish the claim. */
  faults: Fault[];
  /** How likely the claim is to be supported, 0 to 1. */
  confidence: number;
  reason: string;
};
