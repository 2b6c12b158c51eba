import { z } from 'zod';

/** What stands in the form of a stream job. */
export const StreamDraft = z.object({
  prompt: z.string().default(''),
  instructions: z.string().default(''),
  /** Ids of the uploaded documents that it is answered from; none: it is answered freely. */
  documents: z.array(z.string()).default([]),
});
export type StreamDraft = z.infer<typeof StreamDraft>;
