import type { Verdict } from '#lib/schema/verdict.ts';

/** The mean of the scores that there are, rounded to two places; null where nothing was scored. */
export function overallScore(
  scores: Pick<Verdict, 'relevance' | 'correctness' | 'completeness'>,
): number | null {
  const given = [scores.relevance, scores.correctness, scores.completeness].flatMap(
    ({ score }) => score ?? [],
  );
  if (given.length === 0) return null;
  return Math.round((given.reduce((sum, score) => sum + score, 0) / given.length) * 100) / 100;
}
