import { z } from 'zod';
import { Scope } from './api-key.ts';

/** Who asks, as the API tells it: the user, what they may do, and the key that let them in, where one was asked for. */
export const Session = z.object({
  user_id: z.string(),
  scope: Scope,
  key: z.object({ id: z.string(), name: z.string() }).nullable(),
});
export type Session = z.infer<typeof Session>;
