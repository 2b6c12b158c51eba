import { afterAll, beforeAll, expect, test } from 'vitest';
import { createKey, revokeKey } from '#lib/access/api-keys.ts';
import { readConfig } from '#lib/config.ts';
import { createTestDatabase } from '#lib/testing/database.ts';
import { checkKeys } from './check-keys.ts';

let database: Awaited<ReturnType<typeof createTestDatabase>>;
beforeAll(async () => {
  database = await createTestDatabase();
});
afterAll(() => database.drop());

const check = (env: Record<string, string>) => checkKeys(readConfig(env), database.url);
const reasons: Record<string, string>[] = [
  { REQUIRE_KEY: 'true' },
  { HOST: '0.0.0.0' },
  { PUBLIC_URL: 'https://research.example' },
];

test('where keys are asked for, a start needs one that lets somebody in', async () => {
  await check({});
  for (const env of reasons) await expect(check(env)).rejects.toThrow('keys create NAME');
  const expired = await createKey(database.db, { name: 'a', scope: 'read', expires: { inSeconds: 60 } });
  await database.db.$executeRaw`UPDATE api_key SET expires_at = now() WHERE id = ${expired.id}::uuid`;
  const revoked = await createKey(database.db, { name: 'b', scope: 'read' });
  await revokeKey(database.db, revoked.id);
  for (const env of reasons) await expect(check(env)).rejects.toThrow('keys create NAME');
  await createKey(database.db, { name: 'c', scope: 'read' });
  for (const env of reasons) await check(env);
});

test('where keys are asked for, an engine that signs nothing is refused', async () => {
  await createKey(database.db, { name: 'd', scope: 'admin' });
  for (const INNGEST_DEV of ['1', 'http://127.0.0.1:8288'])
    await expect(check({ REQUIRE_KEY: 'true', INNGEST_DEV })).rejects.toThrow('signs nothing');
  await check({ REQUIRE_KEY: 'true', INNGEST_DEV: '0' });
  await check({ INNGEST_DEV: '1' });
});
