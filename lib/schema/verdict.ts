import { z } from 'zod';

/** `unchecked`: the judge said nothing of it, which is no judgment against it. */
export const ClaimVerdict = z.enum(['supported', 'partly', 'contradicted', 'unsupported', 'unchecked']);
export type ClaimVerdict = z.infer<typeof ClaimVerdict>;

/** One claim of a text, checked against the quotes that it rests on. */
export const Claim = z.object({
  text: z.string(),
  /** Index into `report.sentences`. */
  sentence: z.number().int().nonnegative(),
  quotes: z.array(z.number().int().positive()),
  verdict: ClaimVerdict,
  reason: z.string(),
});
export type Claim = z.infer<typeof Claim>;

export const Score = z.object({ score: z.number().min(0).max(1), reason: z.string() });
export type Score = z.infer<typeof Score>;

/** The judgment of a text: three scores from 0 to 1, each with its reason, and its claims one by one. */
export const Verdict = z.object({
  relevance: Score,
  correctness: Score,
  completeness: Score,
  /** Mean of the three, rounded to two places. */
  overall: z.number().min(0).max(1),
  claims: z.array(Claim),
  /** Who judged, such as `built-in` or a model's id. */
  judged_by: z.string(),
});
export type Verdict = z.infer<typeof Verdict>;
