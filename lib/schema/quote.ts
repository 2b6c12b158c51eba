import { z } from 'zod';

/** Verbatim words of a stored snapshot: `snapshot.text.slice(start, end) === text` (UTF-16, half-open). */
export const Quote = z.object({
  id: z.string(),
  /** From 1, within the job: a model calls the quote `q<number>`. */
  number: z.number().int().positive(),
  snapshot_id: z.string(),
  url: z.string(),
  title: z.string(),
  start: z.number().int().nonnegative(),
  end: z.number().int().positive(),
  text: z.string(),
  /** The heading path above it in its page, outermost first. */
  heading: z.array(z.string()),
  /** `code` and `table` are quoted whole and never mixed into prose. */
  form: z.enum(['sentence', 'item', 'code', 'table']),
  /** Index of the sub-question that it answers, in the plan. */
  sub_question: z.number().int().nonnegative(),
  /** How much it answers that sub-question; comparable within a job only. */
  score: z.number(),
  /** Set where the job asks for the page itself: a picture that it names, an appointment of the days that it is about. */
  asked_for: z.literal(true).optional(),
});
export type Quote = z.infer<typeof Quote>;
