import type { Claim, ClaimVerdict } from '#lib/schema/verdict.ts';

/** How many claims got each verdict. */
export function countVerdicts(claims: Claim[]): Record<ClaimVerdict, number> {
  const counts = { supported: 0, partly: 0, unchecked: 0, unsupported: 0, contradicted: 0 };
  for (const { verdict } of claims) counts[verdict] += 1;
  return counts;
}
