import type { ApiKeyOnWire } from '#lib/schema/api-key.ts';
import type { ApiKey } from './api-keys.ts';

/** A key as the API and the terminal tell it: without its secret. */
export const keyToWire = ({
  id,
  name,
  userId,
  scope,
  prefix,
  createdAt,
  expiresAt,
  revokedAt,
}: ApiKey): ApiKeyOnWire => ({
  ...{ id, name, user_id: userId, scope, prefix },
  created_at: createdAt.toISOString(),
  expires_at: expiresAt?.toISOString() ?? null,
  revoked_at: revokedAt?.toISOString() ?? null,
});
