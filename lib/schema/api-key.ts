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

/**
 * `POST /api/v1/api-keys`: who or what will use it, what it may, whose things it sees: a user of its own by default, else the
 * caller's (`user_id`). Keys that run the place, and those of others' users, are made at the machine alone.
 */
export const CreateApiKey = z
  .strictObject({
    name: z.string().trim().min(1).max(100),
    scope: Scope.exclude(['admin']).default('write'),
    user_id: UserId.optional(),
    expires_at: z.iso.datetime({ offset: true }).optional(),
    expires_in_seconds: z.int().min(1).max(315_360_000).optional(),
  })
  .refine((wish) => !wish.expires_at || !wish.expires_in_seconds, {
    path: ['expires_at'],
    message: 'Give either expires_at or expires_in_seconds.',
  });

/** A key as it is told; `prefix` is how its secret begins. */
export const ApiKeyOnWire = z.object({
  id: z.uuid(),
  name: z.string(),
  user_id: z.string(),
  scope: Scope,
  prefix: z.string(),
  created_at: z.string(),
  expires_at: z.string().nullable(),
  revoked_at: z.string().nullable(),
});
export type ApiKeyOnWire = z.infer<typeof ApiKeyOnWire>;
