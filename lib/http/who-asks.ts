import { asksForKeys } from '#lib/access/ask-for-keys.ts';
import type { Caller } from '#lib/access/caller.ts';
import { findKey, type Shown } from '#lib/access/find-key.ts';
import { shareWrongKeys } from '#lib/access/share-wrong-keys.ts';
import { createWrongKeys } from '#lib/access/wrong-keys.ts';
import { readConfig } from '#lib/config.ts';
import { AppError } from '#lib/errors.ts';
import { isEnough, type Scope } from '#lib/schema/api-key.ts';
import { runtime, runtimeIfSet } from '#lib/server/runtime.ts';
import { readSessionCookie } from './session-cookie.ts';

/** Whose everything is where no keys are asked for: everybody who reaches this machine is the same user. */
const local: Caller = { userId: 'local', scope: 'admin', key: null };

const refuse = createWrongKeys({ share: (more) => shareWrongKeys(runtime().db, more) });
const windowSeconds = 10;
/** A page asks in many small requests, and several of them may be open. */
const pageFactor = 5;

/**
 * Who makes a request or opens a page, by its headers: the one place that knows; whatever else needs a user is given
 * the id. A key (`Authorization: Bearer`) that is sent is always checked; a session's cookie counts where keys are
 * asked for. With `byKey` nothing but a key lets in; without `counts` a request does not count as one of the key's. Throws `unauthorized`, and `rate_limited` after many wrong keys from one address.
 */
export async function whoAsks(headers: Headers, { byKey = false, counts = true } = {}): Promise<Caller> {
  const config = runtimeIfSet()?.config ?? readConfig();
  const isAsked = byKey || asksForKeys(config);
  const shown = readBearer(headers) ?? (isAsked && !byKey ? readCookie(headers) : undefined);
  if (!shown) {
    if (!isAsked) return local;
    throw new AppError('unauthorized', 'Send a key with the request: “Authorization: Bearer iur_…”.');
  }
  const holder = await findKey(runtime().db, { ...shown, windowSeconds: counts ? windowSeconds : null });
  // The front server leaves there the one address that calls.
  if (!holder) throw refuse(headers.get('x-forwarded-for') ?? '');
  const { userId, scope, keyId: id, name, session, requests: made, resetSeconds } = holder;
  const most = session === null ? config.KEY_REQUESTS : pageFactor * config.KEY_REQUESTS;
  const rate = { most, made, windowSeconds, resetSeconds };
  return { userId, scope, key: { id, name, session, rate } };
}

/** Throws `forbidden` where a caller may not do what needs `scope`. */
export function checkScope(caller: Caller, scope: Scope): void {
  if (isEnough(caller.scope, scope)) return;
  throw new AppError('forbidden', `This takes a key of scope ${scope}; this one has ${caller.scope}.`);
}

/** Other schemes are none of ours: a proxy in front may have asked for a password. */
function readBearer(headers: Headers): Shown | undefined {
  const [, bearer] = /^bearer\s+(.*)$/i.exec(headers.get('authorization') ?? '') ?? [];
  return bearer === undefined ? undefined : { bearer: bearer.trim() };
}

function readCookie(headers: Headers): Shown | undefined {
  const cookie = readSessionCookie(headers);
  return cookie ? { cookie } : undefined;
}
