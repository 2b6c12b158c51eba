import { z } from 'zod';
import { Quote } from './quote.ts';
import { JobSource } from './source.ts';

/** A quote with the text around it in its snapshot, as it opens behind a citation. */
export const QuoteInContext = Quote.extend({
  before: z.string(),
  after: z.string(),
  read_at: z.string().nullable(),
});
export type QuoteInContext = z.infer<typeof QuoteInContext>;

/** `GET /api/v1/jobs/{id}/evidence`: every page that a job found and every quote that it took. */
export const Evidence = z.object({ sources: z.array(JobSource), quotes: z.array(QuoteInContext) });
export type Evidence = z.infer<typeof Evidence>;
