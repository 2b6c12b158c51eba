import type { Db } from '#lib/db.ts';
import { hashSecret, makeSecret } from './secret.ts';

/**
 * Opens a session for whoever has shown a key: the cookie, which is not stored and cannot be read again, and for how
 * many seconds it is good. It never outlives its key. Sessions that are over are forgotten on the way.
 */
export async function openSession(
  db: Db,
  { keyId, days }: { keyId: string; days: number },
): Promise<{ cookie: string; seconds: number }> {
  const cookie = makeSecret();
  await db.$executeRaw`DELETE FROM session WHERE expires_at <= now()`;
  const [row] = await db.$queryRaw<{ seconds: number }[]>`
    INSERT INTO session (hash, key_id, expires_at)
    SELECT ${hashSecret(cookie)}, id, least(expires_at, now() + make_interval(days => ${days}))
    FROM api_key WHERE id = ${keyId}::uuid
    RETURNING extract(epoch FROM expires_at - now())::int AS seconds`;
  return { cookie, seconds: row?.seconds ?? 0 };
}

/** Ends the session of a cookie; one that is none is passed over. */
export async function closeSession(db: Db, cookie: string): Promise<void> {
  await db.session.deleteMany({ where: { hash: hashSecret(cookie) } });
}
