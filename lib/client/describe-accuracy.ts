import type { Verdict } from '#lib/schema/verdict.ts';

/**
 * How often who judged is right, in a sentence without a full stop; null where that was not measured, and where no claim
 * was judged: all are copies, or could not be checked.
 */
export function describeAccuracy({ accuracy, claims }: Pick<Verdict, 'accuracy' | 'claims'>): string | null {
  if (accuracy === null || isMadeOfQuotes(claims) || isUnchecked(claims)) return null;
  const { balanced, measured_on } = accuracy;
  return `Right in ${Math.round(balanced * 100)} of 100 cases where it was measured (balanced accuracy, ${measured_on})`;
}

/** Whether claims are copies of quotes, all of them; false of none. */
export const isMadeOfQuotes = (claims: readonly { copied?: true | undefined }[]): boolean =>
  claims.length > 0 && claims.every(({ copied }) => copied);

const isUnchecked = (claims: Pick<Verdict, 'claims'>['claims']): boolean =>
  claims.length > 0 && claims.every(({ verdict }) => verdict === 'unchecked');
