import { z } from 'zod';

/**
 * What a job may use at most; what is absent has no cap. Money is in US dollars, tokens are those read and written
 * together, seconds count from the job's start.
 */
export const Budget = z.strictObject({
  cost_usd: z.number().positive().max(10_000).optional(),
  tokens: z.number().int().min(1).max(1_000_000_000).optional(),
  searches: z.number().int().min(1).max(10_000).optional(),
  pages: z.number().int().min(1).max(10_000).optional(),
  seconds: z.number().int().min(1).max(86_400).optional(),
});
export type Budget = z.infer<typeof Budget>;

/** From this share of its money or tokens on, a job begins nothing new to read: the rest is for writing and checking. */
export const softShare = 0.8;

/** The greatest share of a job's money or tokens that is spent; an unknown cost counts as none. */
export function shareSpent(
  { cost_usd, tokens }: Budget,
  used: { input_tokens: number; output_tokens: number; cost_usd: number | null },
): number {
  return Math.max(
    cost_usd === undefined ? 0 : (used.cost_usd ?? 0) / cost_usd,
    tokens === undefined ? 0 : (used.input_tokens + used.output_tokens) / tokens,
  );
}
