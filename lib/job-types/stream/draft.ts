import { z } from 'zod';

/** What stands in the form of a stream job. */
export const StreamDraft = z.object({
  prompt: z.string().default(''),
  instructions: z.string().default(''),
});
export type StreamDraft = z.infer<typeof StreamDraft>;
