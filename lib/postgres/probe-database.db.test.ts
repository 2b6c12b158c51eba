import { randomBytes } from 'node:crypto';
import pg from 'pg';
import { afterAll, beforeAll, describe, expect, inject, test } from 'vitest';
import { openDb } from '#lib/db.ts';
import { createEngine } from '#lib/engine/index.ts';
import { createLog } from '#lib/log.ts';
import { migrate } from './migrate.ts';
import { probeDatabase } from './probe-database.ts';

const id = randomBytes(4).toString('hex');
const role = `someone_${id}`;
const database = `theirs_${id}`;
const server = new URL(inject('templateDatabaseUrl'));

/** As the server's owner, or as the role that the product is given, in one database. */
function addressOf({
  name = database,
  user = '',
  search = '',
}: {
  name?: string;
  user?: string;
  search?: string;
}) {
  const url = new URL(server);
  url.pathname = `/${name}`;
  url.search = search;
  if (user) {
    url.username = user;
    url.password = 'secret word';
  }
  return url.href;
}

async function run(statements: string[], address = addressOf({})): Promise<Record<string, unknown>[]> {
  const client = new pg.Client({ connectionString: address });
  await client.connect();
  try {
    let rows: Record<string, unknown>[] = [];
    for (const statement of statements) ({ rows } = await client.query(statement));
    return rows;
  } finally {
    await client.end();
  }
}

const probe = (address: string, { needsEngine = true } = {}) =>
  probeDatabase(address, { directUrl: undefined, needsEngine });

beforeAll(async () => {
  const postgres = addressOf({ name: 'postgres' });
  await run([`CREATE ROLE ${role} LOGIN PASSWORD 'secret word'`, `CREATE DATABASE ${database}`], postgres);
});
afterAll(async () => {
  const postgres = addressOf({ name: 'postgres' });
  await run([`DROP DATABASE ${database} WITH (FORCE)`, `DROP ROLE ${role}`], postgres);
});

describe('a database that is nearly right is refused in a sentence', () => {
  test.each([
    ['nonsense', /^DATABASE_URL is no address such as postgresql:\/\/.*%40/],
    ['mysql://me@127.0.0.1/x', /^DATABASE_URL is no address/],
    ['postgresql://127.0.0.1', /^DATABASE_URL is no address/],
    [addressOf({ search: '?sslmode=on' }), /^sslmode in DATABASE_URL is none of disable, /],
    [addressOf({ user: `nobody_${id}` }), /did not let nobody_\w+ in .*check the user and the password/],
    [
      addressOf({ user: role, name: `absent_${id}` }),
      /^There is no database absent_\w+ at .*may not make it/,
    ],
    [addressOf({ user: role, search: '?sslmode=require' }), /speaks no TLS: .*sslmode=disable/],
    [
      addressOf({ user: role, search: '?sslmode=verify-full&sslrootcert=/no/such/file' }),
      /^A file of certificates .* cannot be read/,
    ],
    [
      addressOf({ user: role }),
      new RegExp(`^${role} may not make tables in the schema public .*GRANT CREATE, USAGE`),
    ],
    [addressOf({ user: role, search: '?schema=absent' }), /^There is no schema absent in the database/],
    ['postgresql://me:secret@127.0.0.1:1/x', /^No database server listens at 127\.0\.0\.1:1: start it/],
    [
      'postgresql://me:secret@nobody.invalid/x',
      /^There is no host nobody\.invalid .*check the name in DATABASE_URL/,
    ],
  ])('%s', async (address, words) => {
    const error = (await probe(address).catch((thrown) => thrown)) as Error & { code: string };
    expect(error.message).toMatch(words);
    expect(error.message).not.toMatch(/secret|\n/);
  });

  test('one that can only be read', async () => {
    const address = addressOf({ search: '?options=-c%20default_transaction_read_only%3Don' });
    await expect(probe(address)).rejects.toThrow(/can only be read .*name the primary/);
  });

  test('one of another encoding', async () => {
    const name = `latin_${id}`;
    const postgres = addressOf({ name: 'postgres' });
    await run([`CREATE DATABASE ${name} ENCODING 'LATIN1' LOCALE 'C' TEMPLATE template0`], postgres);
    try {
      await expect(probe(addressOf({ name }))).rejects.toThrow(/has the encoding LATIN1: create one with/);
    } finally {
      await run([`DROP DATABASE ${name} WITH (FORCE)`], postgres);
    }
  });
});

describe('a role that owns one schema and nothing else', () => {
  beforeAll(() => run([`CREATE SCHEMA research AUTHORIZATION ${role}`]));

  test('is told what the engine needs besides', async () => {
    const search = '?schema=research';
    await expect(probe(addressOf({ user: role, search }))).rejects.toThrow(
      `${role} may not make the schema “engine”`,
    );
    await expect(probe(addressOf({ user: role, search }), { needsEngine: false })).resolves.toBeDefined();
  });

  test.each([
    ['by Prisma’s word', '?schema=research'],
    ['by the options of the connection', '?options=-csearch_path%3Dresearch'],
    ['by the path of the role', ''],
  ])('has everything there, named %s: tables, client and engine', async (_, search) => {
    await run([`CREATE SCHEMA IF NOT EXISTS engine AUTHORIZATION ${role}`]);
    if (search === '') await run([`ALTER ROLE ${role} SET search_path = research`]);
    const { url, directUrl } = await probe(addressOf({ user: role, search }));
    expect(directUrl).toBe(url);
    await migrate(url);
    const tables = await run([
      "SELECT DISTINCT schemaname FROM pg_tables WHERE schemaname NOT IN ('pg_catalog', 'information_schema', 'engine')",
    ]);
    expect(tables).toEqual([{ schemaname: 'research' }]);
    const db = openDb(url);
    expect(await db.job.count()).toBe(0);
    await db.$disconnect();
    const engine = createEngine({
      databaseUrl: url,
      port: 0,
      signingKey: '00',
      eventKey: 'e',
      appUrl: 'http://127.0.0.1:9/api/inngest',
      log: createLog('test', 'error'),
    });
    expect((await engine.start()).port).toBeGreaterThan(0);
    await engine.stop();
    await run(['DROP SCHEMA engine CASCADE']);
  });
});

test('TLS is taken where the server has it, and else left, if the address says so', async () => {
  const { url } = await probe(addressOf({ search: '?sslmode=prefer' }));
  expect(new URL(url).searchParams.get('sslmode')).toBe('disable');
});

test('what only other clients understand is left out, and nothing of it reaches the server', async () => {
  const { url } = await probe(addressOf({ search: '?connection_limit=5&pool_timeout=3&connect_timeout=5' }));
  expect(new URL(url).search).toBe('');
});
