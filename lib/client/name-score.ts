import type { Verdict } from '#lib/schema/verdict.ts';

const names = ['relevance', 'correctness', 'completeness'] as const;

/** What the one number of a verdict is: a score of the whole, or the only score that was given, such as an estimated relevance. */
export function nameScore(verdict: Pick<Verdict, (typeof names)[number]>): string {
  const given = names.filter((name) => verdict[name].score !== null);
  return given.length === 1 ? (given[0] ?? 'score') : 'score';
}
