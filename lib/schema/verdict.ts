import { z } from 'zod';

/** `unchecked`: nobody could tell or nobody looked; the reason says what could not be seen. Never a judgment against it. */
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
  /** It holds because it is a copy of its quotes, which is no merit: nothing else about it was judged. */
  copied: z.literal(true).optional(),
});
export type Claim = z.infer<typeof Claim>;

/** From 0 to 1, with its reason; null where nothing judged it, and the reason says so. */
export const Score = z.object({ score: z.number().min(0).max(1).nullable(), reason: z.string() });
export type Score = z.infer<typeof Score>;

/** What one number says of a text: how good the whole is, or one of the three. */
export const ScoreName = z.enum(['score', 'relevance', 'correctness', 'completeness']);
export type ScoreName = z.infer<typeof ScoreName>;

/** The judgment of a text: three scores, each with its reason, and its claims one by one. */
export const Verdict = z.object({
  relevance: Score,
  correctness: Score,
  completeness: Score,
  /** Mean of the scores that there are, rounded to two places; null where there is none. */
  overall: z.number().min(0).max(1).nullable(),
  claims: z.array(Claim),
  /** Who judged, such as `built-in` or a model's id. */
  judged_by: z.string(),
  /** How often who judged is right, where that was measured: the mean of the recalls of both classes, 0 to 1. */
  accuracy: z
    .object({ balanced: z.number().min(0).max(1), measured_on: z.string() })
    .nullable()
    .default(null),
});
export type Verdict = z.infer<typeof Verdict>;
