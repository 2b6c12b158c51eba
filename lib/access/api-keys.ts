import { v7 as uuidv7 } from 'uuid';
import type { Db } from '#lib/db.ts';
import { AppError } from '#lib/errors.ts';
import type { Scope } from '#lib/schema/api-key.ts';
import { hashSecret, keyMark, makeSecret, prefixOf } from './secret.ts';

export type ApiKey = {
  id: string;
  name: string;
  userId: string;
  scope: Scope;
  /** How its secret begins. */
  prefix: string;
  createdAt: Date;
  expiresAt: Date | null;
  revokedAt: Date | null;
};
export type NewKey = {
  name: string;
  scope: Scope;
  /** A user of its own when none is named. */
  userId?: string;
  expires?: Expiry;
};
/** A moment, or seconds from now by the database's clock. */
export type Expiry = { at: Date } | { inSeconds: number };

/** Makes a key; `secret` is not stored and cannot be shown again. Throws `invalid_request` for a moment that is over. */
export async function createKey(
  db: Db,
  { name, scope, userId, expires }: NewKey,
): Promise<ApiKey & { secret: string }> {
  const secret = makeSecret(keyMark);
  const id = uuidv7();
  const [{ now }] = await db.$queryRaw<[{ now: Date }]>`SELECT now() AS now`;
  const expiresAt =
    expires && ('at' in expires ? expires.at : new Date(now.getTime() + 1000 * expires.inSeconds));
  if (expiresAt && expiresAt <= now)
    throw new AppError('invalid_request', 'The key would have expired already.');
  const data = {
    ...{ id, name, scope, userId: userId ?? `key-${id}` },
    ...{ prefix: prefixOf(secret), hash: hashSecret(secret), expiresAt: expiresAt ?? null },
  };
  return { ...toKey(await db.apiKey.create({ data })), secret };
}

/** All keys, the newest first, those that let nobody in any more too. */
export async function listKeys(db: Db): Promise<(ApiKey & { lastUsedAt: Date | null })[]> {
  const [rows, uses] = await Promise.all([
    db.apiKey.findMany({ orderBy: { id: 'desc' } }),
    db.keyUse.findMany({ orderBy: { windowStart: 'asc' } }),
  ]);
  const usedAt = new Map(uses.map(({ keyId, windowStart }) => [keyId, windowStart]));
  return rows.map((row) => ({ ...toKey(row), lastUsedAt: usedAt.get(row.id) ?? null }));
}

/**
 * Ends a key, named by its id, its name or how it begins; the sessions it opened end with it. Ending it again does
 * nothing. Throws `not_found`, and `conflict` where several keys answer to the name.
 */
export async function revokeKey(db: Db, named: string): Promise<ApiKey> {
  const all = await db.apiKey.findMany({
    where: { OR: [{ name: named }, { prefix: named }, ...(isUuid(named) ? [{ id: named }] : [])] },
  });
  const living = all.filter(({ revokedAt }) => revokedAt === null);
  const [row, ...others] = living.length > 0 ? living : all.slice(0, 1);
  if (!row) throw new AppError('not_found', `There is no key “${named}”; keys list shows them.`);
  if (others.length > 0)
    throw new AppError('conflict', `${others.length + 1} keys are called “${named}”: give the id of one.`);
  await db.$executeRaw`UPDATE api_key SET revoked_at = now() WHERE id = ${row.id}::uuid AND revoked_at IS NULL`;
  await db.session.deleteMany({ where: { keyId: row.id } });
  return toKey(await db.apiKey.findUniqueOrThrow({ where: { id: row.id } }));
}

/** Whether there is a key that lets somebody in: without one a product that asks for keys could be used by nobody. */
export async function hasKeys(db: Db): Promise<boolean> {
  const [{ exists }] = await db.$queryRaw<[{ exists: boolean }]>`
    SELECT EXISTS (
      SELECT 1 FROM api_key WHERE revoked_at IS NULL AND (expires_at IS NULL OR expires_at > now())
    ) AS exists`;
  return exists;
}

const isUuid = (text: string): boolean => /^[0-9a-f]{8}-(?:[0-9a-f]{4}-){3}[0-9a-f]{12}$/i.test(text);

function toKey({ hash: _, scope, ...row }: Omit<ApiKey, 'scope'> & { hash: string; scope: string }): ApiKey {
  return { ...row, scope: scope as Scope };
}
