import { once } from 'node:events';
import pg from 'pg';
import { afterAll, afterEach, beforeAll, beforeEach, expect, test } from 'vitest';
import { databaseFault, openDb } from './db.ts';
import { type CuttableProxy, startCuttableProxy } from './testing/cuttable-proxy.ts';
import { createTestDatabase } from './testing/database.ts';
import { endWhenSilent, keepAsking, limitedPool } from './watch-connection.ts';

let database: Awaited<ReturnType<typeof createTestDatabase>>;
let network: CuttableProxy;
beforeAll(async () => {
  database = await createTestDatabase();
});
afterAll(() => database.drop());
beforeEach(async () => {
  network = await startCuttableProxy(database.url);
});
afterEach(() => network.stop());

const faultOf = (work: Promise<unknown>) =>
  work.then(
    () => 'none',
    (error: unknown) => databaseFault(error)?.code ?? `another: ${error}`,
  );

test('a statement that takes too long is ended, says so, and leaves its connection usable', async () => {
  const db = openDb(database.url, { poolSize: 1, patienceMs: 60_000, statementMs: 1500 });
  try {
    expect(await faultOf(db.$queryRaw`SELECT pg_sleep(600)`)).toBe('database_slow');
    const inTransaction = db.$transaction(async (tx) => tx.$queryRaw`SELECT pg_sleep(600)`);
    expect(await faultOf(inTransaction)).toBe('database_slow');
    expect(await db.$queryRaw`SELECT 1 AS one`).toEqual([{ one: 1 }]);
  } finally {
    await db.$disconnect();
  }
});

test('one that waits for a lock does not wait for ever either', async () => {
  const holder = new pg.Client({ connectionString: database.url });
  await holder.connect();
  const db = openDb(database.url, { poolSize: 2, patienceMs: 60_000, statementMs: 1500 });
  try {
    await holder.query('BEGIN');
    await holder.query('LOCK TABLE job IN ACCESS EXCLUSIVE MODE');
    const asked = Array.from({ length: 4 }, () => faultOf(db.job.count()));
    expect(new Set(await Promise.all(asked))).toEqual(new Set(['database_slow']));
    await holder.query('COMMIT');
    expect(await db.job.count()).toBe(0);
  } finally {
    await holder.end();
    await db.$disconnect();
  }
});

test('connections that died without a word are replaced, whether in a transaction or not', async () => {
  const db = openDb(network.url, { poolSize: 3, patienceMs: 60_000, statementMs: 1500 });
  const sides = (work: () => Promise<unknown>) => Promise.all([work(), work(), work()]);
  try {
    for (const work of [
      () => db.$queryRaw`SELECT 1`,
      () => db.$transaction(async (tx) => tx.$queryRaw`SELECT 1`, { timeout: 60_000 }),
    ]) {
      await sides(() => db.$queryRaw`SELECT 1`);
      expect(network.swallow()).toBeGreaterThan(0);
      const faults = await sides(() => faultOf(work()));
      expect(faults).toContain('database_unavailable');
      await sides(work);
    }
  } finally {
    await db.$disconnect();
  }
});

test('a statement that may take long is left alone while its server is at it, and not when nobody is', async () => {
  const limits = { max: 1, patienceMs: 60_000, statementMs: 600_000, silenceMs: 500 };
  const pool = new pg.Pool(limitedPool(network.url, limits));
  pool.on('error', () => {});
  try {
    expect((await pool.query('SELECT pg_sleep(2), 1 AS one')).rows[0].one).toBe(1);
    network.swallow();
    expect(await faultOf(pool.query('SELECT pg_sleep(1.5)'))).toBe('database_unavailable');
    expect((await pool.query('SELECT 1 AS one')).rows[0].one).toBe(1);
  } finally {
    await pool.end();
  }
});

test('no statement is compiled first, which a server of somebody else does with those that it reckons are dear', async () => {
  const db = openDb(database.url, { poolSize: 1, patienceMs: 60_000 });
  try {
    expect(await db.$queryRaw`SHOW jit`).toEqual([{ jit: 'off' }]);
  } finally {
    await db.$disconnect();
  }
});

test('behind a pool of somebody else no setting is made, and silence counts', async () => {
  const url = new URL(network.url);
  url.searchParams.set('pgbouncer', 'true');
  const pool = new pg.Pool(limitedPool(url.href, { max: 1, patienceMs: 60_000, statementMs: 1000 }));
  pool.on('error', () => {});
  try {
    const { rows } = await pool.query('SHOW statement_timeout');
    expect(rows[0].statement_timeout).toBe('0');
    network.swallow();
    expect(await faultOf(pool.query('SELECT 1'))).toBe('database_unavailable');
  } finally {
    await pool.end();
  }
});

test('a connection that is listened at is asked for a sign of life, and ends when there is none', async () => {
  const client = new pg.Client({ connectionString: network.url });
  client.on('error', () => {});
  await client.connect();
  keepAsking(client, { everyMs: 20, ms: 2000 });
  const ended = once(client, 'error');
  await client.query('SELECT pg_sleep(0.2)');
  network.swallow();
  const [error] = await ended;
  expect(databaseFault(error)?.code).toBe('database_unavailable');
});

test('a connection that owes nothing may be silent, and is watched all the same', async () => {
  const client = new pg.Client({ connectionString: network.url });
  client.on('error', () => {});
  await client.connect();
  try {
    endWhenSilent(client, { ms: 3000 });
    await new Promise((resolve) => setTimeout(resolve, 3300));
    expect((await client.query('SELECT 1 AS one')).rows[0].one).toBe(1);
    network.swallow();
    expect(await faultOf(client.query('SELECT 1'))).toBe('database_unavailable');
  } finally {
    await client.end().catch(() => {});
  }
});
