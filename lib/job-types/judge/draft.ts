import { z } from 'zod';

/** A source to judge by, as it is typed: words that were pasted, or an address. */
export const DraftSource = z.object({
  key: z.string(),
  kind: z.enum(['text', 'url']),
  title: z.string(),
  content: z.string(),
});
export type DraftSource = z.infer<typeof DraftSource>;

/** What stands in the form of a judge job. */
export const JudgeDraft = z.object({
  text: z.string().default(''),
  /** The second text, where two are compared. */
  other: z.string().default(''),
  compares: z.boolean().default(false),
  question: z.string().default(''),
  sources: z.array(DraftSource).default([]),
});
export type JudgeDraft = z.infer<typeof JudgeDraft>;
