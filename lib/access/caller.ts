import type { Scope } from '#lib/schema/api-key.ts';

/** Who asks, and what they may do. */
export type Caller = {
  userId: string;
  scope: Scope;
  /** What let them in; null where nothing is asked for. */
  key: { id: string; name: string; session: string | null; rate: Rate } | null;
};

/** How many requests a key may make in a window, how many it has made, the present one counted, and when the next begins. */
export type Rate = { most: number; made: number; windowSeconds: number; resetSeconds: number };
