import { z } from 'zod';

/** What a key may do, each what the one before it may: read what is its user's; ask, change and remove; run the place. */
export const Scope = z.enum(['read', 'write', 'admin']);
export type Scope = z.infer<typeof Scope>;

/** Whether a scope is enough where another one is asked for. */
export const isEnough = (has: Scope, needs: Scope): boolean =>
  Scope.options.indexOf(has) >= Scope.options.indexOf(needs);

/** Whose things are whose: a name that fits into an address and a channel. */
export const UserId = z
  .string()
  .regex(
    /^[a-z0-9][a-z0-9._@-]{0,63}$/i,
    '1 to 64 letters, digits and . _ @ -, beginning with a letter or digit',
  );
