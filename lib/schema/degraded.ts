import { z } from 'zod';

/** A part that does not do all it should while the product as a whole goes on, and what that means. */
export const Degraded = z.object({ part: z.enum(['disk', 'engine', 'sources']), detail: z.string() });
export type Degraded = z.infer<typeof Degraded>;
