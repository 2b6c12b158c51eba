import type { Db } from '#lib/db.ts';

/** What let somebody in: a key, by its id, and the session it was shown by, by its hash. */
export type Entry = { keyId: string; session: string | null };

/** Which of these still let somebody in: those whose key is neither revoked nor expired, and whose session is there. */
export async function livingKeys(db: Db, entries: readonly Entry[]): Promise<Entry[]> {
  const keys = await db.$queryRaw<{ id: string }[]>`
    SELECT id::text FROM api_key
    WHERE id = ANY(${entries.map(({ keyId }) => keyId)}::uuid[])
      AND revoked_at IS NULL AND (expires_at IS NULL OR expires_at > now())`;
  const sessions = await db.$queryRaw<{ hash: string }[]>`
    SELECT hash FROM session
    WHERE hash = ANY(${entries.flatMap(({ session }) => session ?? [])}) AND expires_at > now()`;
  const hasKey = new Set(keys.map(({ id }) => id));
  const hasSession = new Set(sessions.map(({ hash }) => hash));
  return entries.filter(
    ({ keyId, session }) => hasKey.has(keyId) && (session === null || hasSession.has(session)),
  );
}
