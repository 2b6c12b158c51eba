import type { Claim } from '#lib/schema/verdict.ts';
import { count } from './count.ts';

/** How many claims hold, in words; copies of quotes are told as what they are. */
export function countClaims({
  claims,
  supported,
  copied,
}: {
  claims: number;
  /** Copies among them. */
  supported: number;
  copied: number;
}): string {
  if (copied > 0 && copied === claims) return `${count(claims, 'quote')}, word for word`;
  const judged = `${supported - copied} of ${count(claims - copied, 'claim')} supported`;
  return copied > 0 ? `${judged}, ${copied} word for word` : judged;
}

/** How many claims there are, hold, and are copies, as `countClaims` takes them. */
export const countHeld = (claims: readonly Pick<Claim, 'verdict' | 'copied'>[]) => ({
  claims: claims.length,
  supported: claims.filter(({ verdict }) => verdict === 'supported').length,
  copied: claims.filter(({ copied }) => copied).length,
});
