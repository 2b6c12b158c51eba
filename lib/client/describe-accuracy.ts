import type { Verdict } from '#lib/schema/verdict.ts';

/** How often who judged is right, in a sentence without a full stop; null where that was not measured. */
export function describeAccuracy({ accuracy }: Pick<Verdict, 'accuracy'>): string | null {
  if (accuracy === null) return null;
  const { balanced, measured_on } = accuracy;
  return `Right in ${Math.round(balanced * 100)} of 100 cases where it was measured (balanced accuracy, ${measured_on})`;
}
