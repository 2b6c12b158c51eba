import { z } from 'zod';

/** What became of a sentence, or of words around it, between writing and publishing, and why. */
export const AuditEntry = z.object({
  /** The text that it stood in: `answer`, `section:2`. */
  text_id: z.string(),
  what: z.enum(['rewritten', 'removed', 'matched', 'cut', 'taken-off', 'written-by-code']),
  why: z.string(),
  before: z.string(),
  /** What stands there now; null where nothing does. */
  after: z.string().nullable(),
});
export type AuditEntry = z.infer<typeof AuditEntry>;

/** Everything that was changed or taken out before a report was published: nothing is lost in silence. */
export const Audit = z.object({
  /** Sentences as they came from the writer, and as they were published, by kind. */
  written: z.number().int(),
  published: z.record(z.string(), z.number().int()),
  /** Claims that were checked, by the verdict that they had when they were published; copies of quotes as `word-for-word`. */
  verdicts: z.record(z.string(), z.number().int()),
  entries: z.array(AuditEntry),
});
export type Audit = z.infer<typeof Audit>;
