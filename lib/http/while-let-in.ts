import { createKeyWatch } from '#lib/access/key-watch.ts';
import { livingKeys } from '#lib/access/living-keys.ts';
import { runtime } from '#lib/server/runtime.ts';

const watch = createKeyWatch({ findLiving: (entries) => livingKeys(runtime().db, entries) });

/** Aborts some seconds after a key that let somebody in was revoked, has expired, or its session was ended. */
export const whileLetIn = ({ id, session }: { id: string; session: string | null }): AbortSignal =>
  watch.signalOf({ keyId: id, session });
