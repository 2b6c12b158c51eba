import type { AddressInfo } from 'node:net';
import { createServer, type Socket } from 'node:net';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { isDatabaseDown, openDb } from './db.ts';
import { outlastOutage, patientDb } from './patient-db.ts';
import { startCuttableProxy } from './testing/cuttable-proxy.ts';
import { createTestDatabase } from './testing/database.ts';

let database: Awaited<ReturnType<typeof createTestDatabase>>;
beforeAll(async () => {
  database = await createTestDatabase();
});
afterAll(() => database.drop());

/** A PostgreSQL that refuses every connection with this SQLSTATE. */
async function startRefusing(code: string, message: string) {
  const server = createServer((socket: Socket) => {
    socket.on('error', () => {});
    socket.once('data', () => {
      const fields = Buffer.from(`SFATAL\0VFATAL\0C${code}\0M${message}\0\0`);
      const head = Buffer.from('E\0\0\0\0');
      head.writeInt32BE(fields.length + 4, 1);
      socket.end(Buffer.concat([head, fields]));
    });
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const url = `postgresql://u:p@127.0.0.1:${(server.address() as AddressInfo).port}/d`;
  return { url, stop: () => new Promise((resolve) => server.close(resolve)) };
}

/** What all ways of asking throw. */
async function faultsOf(url: string): Promise<unknown[]> {
  const db = openDb(url, { patienceMs: 2_000 });
  const asked = [
    db.job.findFirst(),
    db.$queryRaw`SELECT 1`,
    db.$executeRaw`SELECT 1`,
    db.$transaction(async (tx) => tx.job.count()),
  ];
  const outcomes = await Promise.allSettled(asked);
  await db.$disconnect();
  return outcomes.flatMap((outcome) => (outcome.status === 'rejected' ? [outcome.reason] : []));
}

describe('a database that cannot be reached is known as such', () => {
  test.each([
    ['57P03', 'the database system is starting up'],
    ['57P03', 'the database system is not yet accepting connections'],
    ['57P01', 'terminating connection due to administrator command'],
    ['53300', 'sorry, too many clients already'],
  ])('when it refuses with %s: %s', async (code, message) => {
    const refusing = await startRefusing(code, message);
    const faults = await faultsOf(refusing.url);
    await refusing.stop();
    expect(faults).toHaveLength(4);
    expect(faults.map(isDatabaseDown)).toEqual([true, true, true, true]);
  });

  test('when nobody listens, and when connections break in the middle of a statement', async () => {
    const refusing = await startRefusing('57P03', '');
    await refusing.stop();
    expect((await faultsOf(refusing.url)).map(isDatabaseDown)).toEqual([true, true, true, true]);
    const proxy = await startCuttableProxy(database.url);
    const db = openDb(proxy.url, { patienceMs: 2_000 });
    await db.$queryRaw`SELECT 1`;
    const asked = [
      db.$queryRaw`SELECT pg_sleep(5)::text`,
      db.$transaction((tx) => tx.$queryRaw`SELECT pg_sleep(5)::text`),
    ];
    const outcomes = Promise.allSettled(asked);
    await new Promise((resolve) => setTimeout(resolve, 200)); // both are at work, or about to be: either breaks
    proxy.cut();
    for (const outcome of await outcomes) {
      expect(outcome.status).toBe('rejected');
      expect(isDatabaseDown((outcome as PromiseRejectedResult).reason)).toBe(true);
    }
    await db.$disconnect();
    await proxy.stop();
  });

  test('and no wrong statement, no client that left, and no other server is taken for it', async () => {
    const { db } = database;
    const wrong = await Promise.allSettled([
      db.$queryRaw`SELECT no_such_column`,
      db.job.update({ where: { jobId: crypto.randomUUID() }, data: {} }),
      db.draft.create({ data: { jobId: crypto.randomUUID(), name: 'n', data: {} } }),
      fetch('http://127.0.0.1:1/'),
      Promise.reject(Object.assign(new Error('aborted'), { code: 'ECONNRESET' })),
      Promise.reject('words'),
    ]);
    expect(wrong.map((outcome) => outcome.status === 'rejected' && isDatabaseDown(outcome.reason))).toEqual(
      wrong.map(() => false),
    );
  });
});

describe('a patient database', () => {
  test('does a statement and a whole transaction again until the database is back', async () => {
    const proxy = await startCuttableProxy(database.url);
    const far = openDb(proxy.url, { patienceMs: 2_000 });
    const db = patientDb(far, { patienceMs: 30_000 });
    proxy.cut();
    let tries = 0;
    const asked = Promise.all([
      db.job.count(),
      db.$queryRaw`SELECT 1 AS one`,
      db.$transaction(async (tx) => {
        tries += 1;
        return tx.$queryRaw`SELECT 2 AS two`;
      }),
    ]);
    await new Promise((resolve) => setTimeout(resolve, 300)); // it is tried in vain meanwhile
    proxy.mend();
    expect(await asked).toEqual([0, [{ one: 1 }], [{ two: 2 }]]);
    expect(tries).toBe(1);
    await expect(db.$queryRaw`SELECT no_such_column`).rejects.toThrow('no_such_column');
    await far.$disconnect();
    await proxy.stop();
  });

  test('gives up when it was asked to, and when its patience is over', async () => {
    const refusing = await startRefusing('57P03', 'the database system is starting up');
    const far = openDb(refusing.url, { patienceMs: 2_000 });
    const ending = new AbortController();
    const asking = patientDb(far, { patienceMs: 60_000, signal: ending.signal }).job.count();
    ending.abort();
    await expect(asking).rejects.toSatisfy(isDatabaseDown);
    let tries = 0;
    const away = () => {
      tries += 1;
      return Promise.reject(Object.assign(new Error('away'), { code: '57P03' }));
    };
    await expect(outlastOutage(away, { patienceMs: 500 })).rejects.toThrow('away');
    expect(tries).toBeGreaterThan(1);
    await far.$disconnect();
    await refusing.stop();
  });
});
