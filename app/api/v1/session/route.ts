import { z } from 'zod';
import type { Caller } from '#lib/access/caller.ts';
import { closeSession, openSession } from '#lib/access/sessions.ts';
import { AppError } from '#lib/errors.ts';
import { jsonResponse, noContent, parse, readJson, route } from '#lib/http/route.ts';
import { readSessionCookie, writeSessionCookie } from '#lib/http/session-cookie.ts';
import { whoAsks } from '#lib/http/who-asks.ts';
import type { Session } from '#lib/schema/session.ts';
import { runtime } from '#lib/server/runtime.ts';

export const dynamic = 'force-dynamic';

const SignIn = z.strictObject({ key: z.string().trim().min(1).max(200) });

export const { GET, POST, PUT, PATCH, DELETE, OPTIONS } = route(
  {
    /** Who asks, and what they may do. */
    GET: async (_, { caller }) => jsonResponse(toSession(caller)),

    /** Takes `{key}` and gives a cookie in its place, so that a browser need not keep the key. */
    POST: async (request) => {
      const { key } = parse(SignIn, await readJson(request, { maxBytes: 1024 }));
      const caller = await whoAsks(new Headers({ authorization: `Bearer ${key}` }));
      if (!caller.key) throw new AppError('unauthorized');
      const { db, config } = runtime();
      const session = await openSession(db, { keyId: caller.key.id, days: config.SESSION_DAYS });
      return jsonResponse(toSession(caller), {
        headers: { 'set-cookie': writeSessionCookie(session, request) },
      });
    },

    /** Signs out: the cookie is worth nothing from then on, wherever a copy of it may be. */
    DELETE: async (request) => {
      const cookie = readSessionCookie(request.headers);
      if (cookie) await closeSession(runtime().db, cookie);
      const response = noContent();
      response.headers.set('set-cookie', writeSessionCookie({ cookie: '', seconds: 0 }, request));
      return response;
    },
  },
  { takes: { POST: 'nothing', DELETE: 'nothing' } },
);

const toSession = ({ userId, scope, key }: Caller): Session => ({
  user_id: userId,
  scope,
  key: key && { id: key.id, name: key.name },
});
