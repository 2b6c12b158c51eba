import { count } from './count.ts';

const grouped = new Intl.NumberFormat('en');

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
          `${grouped.format(supported - copied)} of ${count(judged, 'claim')} supported`,
          ...(unchecked > 0 ? [`${grouped.format(unchecked)} not checked`] : []),
        ];
  return [...words, ...(copied > 0 ? [`${grouped.format(copied)} word for word`] : [])].join(', ');
}
