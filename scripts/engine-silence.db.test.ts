import pg from 'pg';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { createTestApp, eventually } from '#lib/engine/contract/index.ts';
import { createEngine } from '#lib/engine/index.ts';
import { createLog } from '#lib/log.ts';
import { type CuttableProxy, startCuttableProxy } from '#lib/testing/cuttable-proxy.ts';
import { createTestDatabase } from '#lib/testing/database.ts';

const keys = { signingKey: '0123456789abcdef', eventKey: 'event-key' };
const app = createTestApp();
let database: Awaited<ReturnType<typeof createTestDatabase>>;
let network: CuttableProxy;

beforeAll(async () => {
  database = await createTestDatabase();
  network = await startCuttableProxy(database.url);
  await app.start(async ({ url }) => {
    const log = { ...createLog('engine', 'error'), error() {} }; // what hangs is told
    const engine = createEngine({
      ...keys,
      databaseUrl: network.url,
      statementMs: 4000,
      port: 0,
      appUrl: url,
      log,
    });
    const { port } = await engine.start();
    return { ...keys, baseUrl: `http://127.0.0.1:${port}`, stop: () => engine.stop() };
  });
});
afterAll(async () => {
  await app.stop();
  await network.stop();
  await database.drop();
});

app.define((inngest) =>
  inngest.createFunction(
    { id: 'silence', triggers: [{ event: 'silence/asked' }], checkpointing: false },
    async ({ event, step }) => {
      for (const name of ['one', 'two', 'three', 'four', 'five', 'six']) {
        await step.run(name, async () => {
          app.note(event.data.id, name);
          await new Promise((resolve) => setTimeout(resolve, 100));
        });
      }
      return 'done';
    },
  ),
);

/** Which connections hold the lock by which an engine is known to live. */
async function holders(): Promise<number[]> {
  const client = new pg.Client({ connectionString: database.url });
  await client.connect();
  try {
    const { rows } = await client.query<{ pid: number }>(
      `SELECT pid FROM pg_locks WHERE locktype = 'advisory' AND objsubid = 2 AND granted AND objid IN (SELECT id::oid FROM engine.process)
         AND database = (SELECT oid FROM pg_database WHERE datname = current_database())`,
    );
    return rows.map(({ pid }) => pid);
  } finally {
    await client.end();
  }
}

test('an engine whose connections all die without a word goes on with its runs on new ones, and is heard to live', async () => {
  const id = app.newId();
  const sent = await app.sendAll(Array.from({ length: 4 }, () => ({ name: 'silence/asked', data: { id } })));
  const before = await holders();
  expect(before).toHaveLength(1);
  await eventually(() => expect(app.notes(id).length).toBeGreaterThan(2));
  expect(network.swallow()).toBeGreaterThan(2);
  for (const eventId of sent)
    expect(await app.run(eventId)).toMatchObject({ status: 'Completed', output: 'done' });
  await eventually(async () => {
    const now = await holders();
    expect(now).toHaveLength(1);
    expect(now).not.toEqual(before);
  });
});
