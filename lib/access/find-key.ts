import type { Db } from '#lib/db.ts';
import { Prisma } from '#lib/generated/prisma/client.ts';
import type { Scope } from '#lib/schema/api-key.ts';
import { hashSecret } from './secret.ts';

/** What was shown: a key itself, or the cookie of a session that a key opened. */
export type Shown = { bearer: string } | { cookie: string };

/** Who was let in by a key, and how often it was used within the present window. */
export type KeyHolder = {
  keyId: string;
  name: string;
  userId: string;
  scope: Scope;
  /** The hash of the session's cookie; null where the key itself was shown. */
  session: string | null;
  /** Requests in this window, the present one counted. */
  requests: number;
  /** Until the next window, by the database's clock. */
  resetSeconds: number;
};

type Row = {
  id: string;
  name: string;
  user_id: string;
  scope: string;
  session: string | null;
  count: number;
  reset_seconds: number;
};

/**
 * Who holds what was shown, and counts one use of it; null where it was never given out, has expired or was revoked.
 * Nothing is remembered between two requests, so that a key that is revoked anywhere is refused everywhere at once.
 * One statement, one round trip. Sessions are counted apart from programs. Without `windowSeconds` nothing is counted.
 */
export async function findKey(
  db: Db,
  { windowSeconds, ...shown }: Shown & { windowSeconds: number | null },
): Promise<KeyHolder | null> {
  const isBearer = 'bearer' in shown;
  const holder = Prisma.sql`
    ${isBearer ? byKey(hashSecret(shown.bearer)) : bySession(hashSecret(shown.cookie))}
      AND api_key.revoked_at IS NULL AND (api_key.expires_at IS NULL OR api_key.expires_at > now())`;
  const kind = isBearer ? 'requests' : 'page requests';
  const [row] =
    windowSeconds === null
      ? await db.$queryRaw<
          Row[]
        >`SELECT holder.*, 0 AS count, 0::float AS reset_seconds FROM (${holder}) AS holder`
      : await db.$queryRaw<Row[]>`
    WITH holder AS (${holder}), used AS (
      INSERT INTO key_use (key_id, kind, window_start, count)
      SELECT id, ${kind}, date_bin(make_interval(secs => ${windowSeconds}), now(), 'epoch'::timestamptz), 1 FROM holder
      ON CONFLICT (key_id, kind) DO UPDATE SET
        count = CASE WHEN key_use.window_start = excluded.window_start THEN key_use.count + 1 ELSE 1 END,
        window_start = excluded.window_start
      RETURNING count, window_start
    )
    SELECT holder.*, used.count,
      extract(epoch FROM used.window_start + make_interval(secs => ${windowSeconds}) - now())::float AS reset_seconds
    FROM holder, used`;
  if (!row) return null;
  return {
    ...{ keyId: row.id, name: row.name, userId: row.user_id, scope: row.scope as Scope },
    ...{ session: row.session, requests: row.count, resetSeconds: Math.max(0, row.reset_seconds) },
  };
}

const byKey = (hash: string): Prisma.Sql => Prisma.sql`
  SELECT id, name, user_id, scope, NULL AS session FROM api_key WHERE hash = ${hash}`;

const bySession = (hash: string): Prisma.Sql => Prisma.sql`
  SELECT id, name, user_id, scope, session.hash AS session
  FROM session JOIN api_key ON api_key.id = session.key_id
  WHERE session.hash = ${hash} AND session.expires_at > now()`;
