import { z } from 'zod';
import { Report } from './report.ts';
import { Verdict } from './verdict.ts';

export const Winner = z.enum(['a', 'b', 'tie']);
export type Winner = z.infer<typeof Winner>;

const Preference = z.object({ winner: Winner, reason: z.string() });

/**
 * A text as it was judged: its sentences with offsets into `markdown` and the numbers of the quotes that were found
 * for them, which stand in the job's evidence. Citation marks that it had are taken out before.
 */
export const JudgedText = z.object({ report: Report, verdict: Verdict.nullable() });
export type JudgedText = z.infer<typeof JudgedText>;

/** Two texts compared in both orders; what the two orders disagree about is a tie. */
export const Comparison = z.object({
  ...Preference.shape,
  criteria: z.object({ relevance: Preference, correctness: Preference, completeness: Preference }),
  /** The two readings: which text came first, and what was said then. */
  rounds: z.array(Preference.extend({ first: z.enum(['a', 'b']) })).length(2),
  /** The two texts; their verdicts are null where there was no source to judge them by. */
  texts: z.object({ a: JudgedText, b: JudgedText }),
  /** Who compared, such as `built-in` or a model's id. */
  compared_by: z.string(),
});
export type Comparison = z.infer<typeof Comparison>;
