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
