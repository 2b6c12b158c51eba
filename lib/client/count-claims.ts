import { count, formatNumber } from '#lib/schema/count.ts';

/** How many claims hold, in words; copies of quotes are told as what they are, and what could not be checked never fails. */
export function countClaims({
  claims,
  supported,
  copied,
  unchecked,
}: {
  claims: number;
  /** Copies among them. */
  supported: number;
  copied: number;
  unchecked: number;
}): string {
  if (copied > 0 && copied === claims) return `${count(claims, 'quote')}, word for word`;
  const judged = claims - copied;
  const words =
    unchecked > 0 && unchecked === judged
      ? [`${count(judged, 'claim')} not checked`]
      : [
          `${formatNumber(supported - copied)} of ${count(judged, 'claim')} supported`,
          ...(unchecked > 0 ? [`${formatNumber(unchecked)} not checked`] : []),
        ];
  return [...words, ...(copied > 0 ? [`${formatNumber(copied)} word for word`] : [])].join(', ');
}
