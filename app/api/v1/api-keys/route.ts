import { createKey, listKeys } from '#lib/access/api-keys.ts';
import { keyToWire } from '#lib/access/key-wire.ts';
import { AppError } from '#lib/errors.ts';
import { jsonResponse, parse, readJson, route } from '#lib/http/route.ts';
import { CreateApiKey } from '#lib/schema/api-key.ts';
import { runtime } from '#lib/server/runtime.ts';

export const dynamic = 'force-dynamic';

/** The keys that let in, for whoever runs the place. */
export const { GET, POST, PUT, PATCH, DELETE, OPTIONS } = route(
  {
    /** All keys, the newest first, those that let nobody in any more too; never their secrets. */
    GET: async () => {
      const keys = await listKeys(runtime().db);
      return jsonResponse({
        data: keys.map((key) => ({ ...keyToWire(key), last_used_at: key.lastUsedAt?.toISOString() ?? null })),
      });
    },

    /** Makes a key; its `secret` is in this answer and can never be shown again. */
    POST: async (request, { userId: caller }) => {
      const wish = parse(CreateApiKey, await readJson(request, { maxBytes: 16 * 1024 }));
      const { name, scope, user_id: userId, expires_at: at, expires_in_seconds: inSeconds } = wish;
      // Whoever runs the place sees its figures, not what is somebody's: that takes the machine (`keys create --user`).
      if (userId && userId !== caller)
        throw new AppError('forbidden', 'user_id: a key made here is a user of its own, or yours.');
      const expires = at ? { at: new Date(at) } : inSeconds ? { inSeconds } : undefined;
      const { secret, ...key } = await createKey(runtime().db, {
        ...{ name, scope },
        ...(userId && { userId }),
        ...(expires && { expires }),
      });
      return jsonResponse({ ...keyToWire(key), secret }, { status: 201 });
    },
  },
  { takes: { GET: 'admin', POST: 'admin' } },
);
