import { z } from 'zod';

/** What a job is likely to use, before it starts: the middle of earlier ones like it. */
export const Estimate = z.object({
  preset: z.string(),
  /** Who writes: `built-in` or a model's id. */
  model: z.string(),
  /** How many earlier jobs it rests on; at 0 it is a guess by what the preset may do at most. */
  jobs: z.number().int(),
  calls: z.number().int(),
  tokens: z.number().int(),
  pages: z.number().int(),
  /** Null where nothing is known of it yet. */
  cost_usd: z.number().nullable(),
  seconds: z.number().nullable(),
});
export type Estimate = z.infer<typeof Estimate>;
