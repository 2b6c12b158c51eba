import { z } from 'zod';

/** How a quote stands to the sub-question that it was noted for. */
export const Stance = z.enum(['supports', 'contradicts', 'background']);
export type Stance = z.infer<typeof Stance>;

/** What is known of a page; what nobody said is absent. `published` is a day, `YYYY-MM-DD`. */
export const QuotedPage = z.object({
  host: z.string().optional(),
  published: z.string().optional(),
  kind: z.string().optional(),
  language: z.string().optional(),
  /** How many UTF-16 units the whole text has, where only its beginning was kept. */
  cut_from: z.number().int().positive().optional(),
  /** Addresses at which the same text stands: they speak with one voice. */
  copies: z.array(z.string()).max(20).optional(),
});
export type QuotedPage = z.infer<typeof QuotedPage>;

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
  /** What whoever read the page noted: in one line what the words say to the sub-question, and on which side they are. */
  gist: z.string().max(400).optional(),
  stance: Stance.optional(),
  /** Where the page comes from: its host, the day that it was published, its kind, its language. */
  page: QuotedPage.optional(),
});
export type Quote = z.infer<typeof Quote>;
