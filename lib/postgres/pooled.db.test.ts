import pg from 'pg';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { openDb } from '#lib/db.ts';
import { createTestApp, eventually } from '#lib/engine/contract/index.ts';
import { createEngine, type EngineOptions } from '#lib/engine/index.ts';
import { createJob } from '#lib/jobs/jobs.ts';
import { createLogWriter } from '#lib/jobs/log-writer.ts';
import { createTestDatabase } from '#lib/testing/database.ts';
import { hasPgBouncer, startPgBouncer } from '#lib/testing/pgbouncer.ts';
import { migrate } from './migrate.ts';
import { probeDatabase } from './probe-database.ts';

/** PostgreSQL behind PgBouncer in transaction mode; left out, and said so, where there is no PgBouncer. */
describe.skipIf(!hasPgBouncer())('a database behind a pool that gives connections away', () => {
  let database: Awaited<ReturnType<typeof createTestDatabase>>;
  let pool: Awaited<ReturnType<typeof startPgBouncer>>;
  beforeAll(async () => {
    database = await createTestDatabase();
    pool = await startPgBouncer(database.url);
  });
  afterAll(async () => {
    await pool.stop();
    await database.drop();
  });

  const probe = (directUrl?: string) => probeDatabase(pool.url, { directUrl, needsEngine: true });

  test('is known by what it does not hear', async () => {
    const { url, directUrl } = await probe();
    expect(new URL(url).searchParams.get('pgbouncer')).toBe('true');
    expect(directUrl).toBeUndefined();
    const direct = await probeDatabase(database.url, { directUrl: undefined, needsEngine: true });
    expect(direct.directUrl).toBe(direct.url);
  });

  test('is given back as it was: no connection of it listens, and it has nothing to warn of', async () => {
    await probe();
    const clients = Array.from({ length: 8 }, () => new pg.Client({ connectionString: pool.url }));
    try {
      const left = await Promise.all(
        clients.map(async (client) => {
          await client.connect();
          await client.query('BEGIN');
          return (await client.query('SELECT pg_listening_channels()')).rows;
        }),
      );
      expect(left.flat()).toEqual([]);
    } finally {
      await Promise.all(clients.map((client) => client.end()));
    }
    expect(pool.said()).not.toMatch(/WARNING.*not linked/);
  });

  test('has a way past it where one is named, and only if that hears', async () => {
    const { url, directUrl } = await probe(database.url);
    expect(new URL(url).searchParams.get('pgbouncer')).toBe('true');
    expect(directUrl).toBe(database.url);
    await expect(probe(pool.url)).rejects.toThrow(/^DATABASE_DIRECT_URL does not hear/);
  });

  test('takes migrations, rows and events', async () => {
    const url = `${pool.url}?pgbouncer=true`;
    expect(await migrate(url)).toEqual([]);
    const db = openDb(url);
    const writer = createLogWriter({ databaseUrl: url, onAppended: () => {} });
    const jobs = await Promise.all(
      Array.from({ length: 20 }, async () => {
        const order = {
          jobType: 'research',
          input: {},
          priority: 5,
          metadata: {},
          deadlineSeconds: 60,
        } as const;
        const { job } = await createJob(db, { ...order, userId: 'someone' });
        for (let at = 0; at < 5; at += 1)
          await writer.append(job.jobId, [{ key: `w:${at}`, event: { type: 'warning', message: 'x' } }]);
        return job.jobId;
      }),
    );
    const rows = await db.jobEvent.groupBy({ by: ['jobId'], _count: true, _max: { seq: true } });
    expect(rows.map((row) => row.jobId).sort()).toEqual([...jobs].sort());
    for (const row of rows) expect(row._max.seq).toBe(row._count);
    await writer.stop();
    await db.$disconnect();
  });
});

describe.skipIf(!hasPgBouncer())('an engine behind a pool', () => {
  const keys = { signingKey: '0123456789abcdef', eventKey: 'event-key' };
  const app = createTestApp();
  const engines: { stop(): Promise<unknown> }[] = [];
  const faults: string[] = [];
  let database: Awaited<ReturnType<typeof createTestDatabase>>;
  let pool: Awaited<ReturnType<typeof startPgBouncer>>;
  app.define((inngest) =>
    inngest.createFunction({ id: 'two', triggers: [{ event: 'pooled/two' }] }, async ({ event, step }) => {
      const { id } = event.data;
      await step.run('a', () => app.note(id, 'a'));
      await step.sleep('nap', '1s');
      await Promise.all(['b', 'c'].map((name) => step.run(name, () => app.note(id, name))));
    }),
  );
  beforeAll(async () => {
    database = await createTestDatabase();
    pool = await startPgBouncer(database.url);
    const complain = (message: string, fields?: object) =>
      void faults.push(`${message} ${JSON.stringify(fields)}`);
    const log = { debug() {}, info() {}, warn: complain, error: complain };
    await app.start(async ({ url }) => {
      const databaseUrl = `${pool.url}?pgbouncer=true`;
      const options: EngineOptions = {
        ...keys,
        databaseUrl,
        directUrl: null,
        isPooled: true,
        appUrl: url,
        port: 0,
        log,
      };
      const [first, second] = [createEngine(options), createEngine(options)];
      engines.push(first, second);
      const { port } = await first.start();
      await second.start();
      const stop = async () => void (await Promise.all(engines.map((engine) => engine.stop())));
      return { ...keys, baseUrl: `http://127.0.0.1:${port}`, stop };
    });
  });
  afterAll(async () => {
    await app.stop();
    await pool.stop();
    await database.drop();
  });

  test('does every step of twenty runs once, two engines beside each other, and says no word of a fault', async () => {
    faults.length = 0; // before it was started, the app answered nobody
    const ids = Array.from({ length: 20 }, () => app.newId());
    await Promise.all(ids.map((id) => app.send({ name: 'pooled/two', data: { id } })));
    await eventually(async () => {
      expect(ids.map((id) => app.notes(id).toSorted())).toEqual(ids.map(() => ['a', 'b', 'c']));
    }, 60_000);
    expect(faults).toEqual([]);
  });
});
