import { validate } from 'uuid';
import { revokeKey } from '#lib/access/api-keys.ts';
import { keyToWire } from '#lib/access/key-wire.ts';
import { AppError } from '#lib/errors.ts';
import { jsonResponse, route } from '#lib/http/route.ts';
import { runtime } from '#lib/server/runtime.ts';

export const dynamic = 'force-dynamic';

export const { GET, POST, PUT, PATCH, DELETE, OPTIONS } = route<{ id: string }>(
  {
    /** Ends a key by its id, and the sessions that it opened; again does nothing. */
    DELETE: async (_request, { params }) => {
      // A name or how the secret begins may be those of several, and stand in no address.
      if (!validate(params.id)) throw new AppError('not_found', 'There is no key with this id.');
      return jsonResponse(keyToWire(await revokeKey(runtime().db, params.id)));
    },
  },
  { takes: { DELETE: 'admin' } },
);
