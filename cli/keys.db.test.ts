import { mkdtempSync, rmSync } from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { findKey } from '#lib/access/find-key.ts';
import { readConfig } from '#lib/config.ts';
import { openData } from '#lib/postgres/open-data.ts';
import { runCli } from '#lib/testing/cli.ts';
import { createTestDatabase } from '#lib/testing/database.ts';

let database: Awaited<ReturnType<typeof createTestDatabase>>;
beforeAll(async () => {
  database = await createTestDatabase();
});
afterAll(() => database.drop());

const run = (...args: string[]) => runCli(['keys', ...args], { env: { DATABASE_URL: database.url } });
const letsIn = async (secret: string) =>
  Boolean(await findKey(database.db, { bearer: secret, windowSeconds: 60 }));

test('a key is printed once, alone on stdout, and lies in the database as a hash only', async () => {
  const { code, stdout, stderr } = await run('create', 'Build server', '--scope', 'read', '--user', 'team');
  expect(code).toBe(0);
  expect(stdout).toMatch(/^iur_[\w-]{43}\n$/);
  expect(stderr).toBe('Key “Build server” (read, user team). It is not shown again.\n');
  const secret = stdout.trim();
  expect(await letsIn(secret)).toBe(true);
  const rows = JSON.stringify(await database.db.$queryRaw`SELECT * FROM api_key`);
  expect(rows).not.toContain(secret);
  expect(rows).not.toContain(secret.slice(14));
  const listed = await run('list');
  expect(listed.stdout).toMatch(/\tiur_[\w-]{6}…\tread\tvalid\tteam\tBuild server\n/);
  expect(listed.stdout + listed.stderr).not.toContain(secret.slice(14));
});

test('a key without a user is a user of its own', async () => {
  const users = await Promise.all(
    ['a', 'b'].map(async (name) => JSON.parse((await run('create', name, '--json')).stdout).user_id),
  );
  expect(users[0]).toMatch(/^key-/);
  expect(users[0]).not.toBe(users[1]);
});

test('a revoked key lets nobody in, by whatever it was named', async () => {
  for (const by of ['id', 'name', 'prefix'] as const) {
    const key = JSON.parse((await run('create', `Named by ${by}`, '--json')).stdout);
    expect(await letsIn(key.secret)).toBe(true);
    expect((await run('revoke', key[by])).code).toBe(0);
    expect(await letsIn(key.secret)).toBe(false);
    expect((await run('revoke', key[by])).code).toBe(0);
  }
});

test('a name that two keys have is no name to revoke by', async () => {
  const first = JSON.parse((await run('create', 'twin', '--json')).stdout);
  await run('create', 'twin');
  const { code, stderr } = await run('revoke', 'twin');
  expect([code, stderr]).toEqual([1, expect.stringContaining('give the id of one')]);
  expect((await run('revoke', first.id)).code).toBe(0);
  expect((await run('revoke', 'twin')).code).toBe(0);
  expect((await run('revoke', 'nobody')).stderr).toContain('There is no key “nobody”');
});

test('a key ends when it was said to', async () => {
  const key = JSON.parse((await run('create', 'short', '--expires', '2h', '--json')).stdout);
  const seconds = (Date.parse(key.expires_at) - Date.parse(key.created_at)) / 1000;
  expect(seconds).toBeGreaterThan(7100);
  expect(seconds).toBeLessThan(7300);
  expect(await letsIn(key.secret)).toBe(true);
  await database.db.$executeRaw`UPDATE api_key SET expires_at = now() WHERE id = ${key.id}::uuid`;
  expect(await letsIn(key.secret)).toBe(false);
  expect((await run('list')).stdout).toMatch(/\texpired \d{4}-\d\d-\d\d\t/);
  expect((await run('create', 'over', '--expires', '2020-01-01')).stderr).toContain('expired already');
  expect((await run('create', 'far', '--expires', '2999-01-31')).code).toBe(0);
  expect((await run('list')).stdout).toMatch(/\tuntil 2999-01-31\t/);
});

test.each([
  [[], 'Say what to do'],
  [['create'], 'Give the key a name'],
  [['create', 'x'.repeat(101)], '100 characters'],
  [['create', 'x', '--user', 'a b'], '--user takes'],
  [['create', 'x', '--scope', 'all'], '--scope takes read, write, admin'],
  [['create', 'x', '--expires', 'soon'], '--expires takes'],
  [['list', '--user', 'a'], '--user belongs to keys create'],
  [['list', 'all'], 'not understood'],
  [['revoke'], 'Say which key'],
])('keys %j says what is wrong', async (args, words) => {
  const { code, stderr } = await run(...args);
  expect([code, stderr]).toEqual([2, expect.stringContaining(words)]);
});

test('keys are made before the product ever ran, and beside it', { timeout: 120_000 }, async () => {
  const dataDir = path.join(mkdtempSync(path.join(os.tmpdir(), 'intentui-keys-')), 'data');
  try {
    const env = { DATA_DIR: dataDir };
    const running = await openData(readConfig(env), { mayMake: true });
    try {
      const { stdout } = await runCli(['keys', 'create', 'first'], { env });
      expect(await findKey(running.db, { bearer: stdout.trim(), windowSeconds: 60 })).toMatchObject({
        scope: 'write',
      });
    } finally {
      await running.close();
    }
    expect((await runCli(['keys', 'list'], { env })).stdout).toContain('\tfirst\n');
  } finally {
    rmSync(path.dirname(dataDir), { recursive: true, force: true });
  }
});
