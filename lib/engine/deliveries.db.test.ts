import pg from 'pg';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { createTestApp, eventually } from './contract/test-app.ts';
import { createEngine, type Engine } from './engine.ts';
import { warningsToStderr } from './log.ts';
import { createTestDatabase } from './testing/database.ts';

const keys = { signingKey: '0123456789abcdef', eventKey: 'event-key' };
const database = await createTestDatabase();
const app = createTestApp();
const log = warningsToStderr('engine', { errorsOnly: true });
let other: Engine;

app.define((inngest) =>
  inngest.createFunction(
    { id: 'twice', triggers: [{ event: 'deliveries/twice' }] },
    async ({ event, step, runId }) => {
      const met: (string | undefined)[] = [];
      for (const round of [1, 2]) {
        const came = await step.waitForEvent(`wait ${round}`, {
          event: 'deliveries/come',
          timeout: '1h',
          match: 'data.key',
        });
        met.push(came?.id);
        await step.run(`work ${round}`, () => app.note(event.data.key, `${runId} ${round} ${came?.id}`));
      }
      return met;
    },
  ),
);
app.define((inngest) =>
  inngest.createFunction(
    { id: 'patient', triggers: [{ event: 'deliveries/patient' }] },
    async ({ event, step }) => {
      const came = await step.waitForEvent('wait', {
        event: 'deliveries/come',
        timeout: '1h',
        if: event.data.if,
      });
      return came;
    },
  ),
);

beforeAll(() =>
  app.start(async ({ url }) => {
    const options = { ...keys, databaseUrl: database.url, port: 0, appUrl: url, log };
    const engine = createEngine(options);
    other = createEngine(options);
    const { port } = await engine.start();
    await other.start();
    return { ...keys, baseUrl: `http://127.0.0.1:${port}`, stop: () => engine.stop() };
  }),
);
afterAll(async () => {
  await other.stop();
  await app.stop();
  await database.drop();
});

const waiting = (count: number) =>
  eventually(async () => {
    const rows = await database.sql`
      select 1 from engine.job where kind = 'wait' and wait_event = 'deliveries/come'`;
    expect(rows).toHaveLength(count);
  }, 60_000);

/** Nothing that waits for a run gets on meanwhile. */
async function whileRunsAreLocked<Result>(during: () => Promise<Result>): Promise<Result> {
  const client = new pg.Client({ connectionString: database.url });
  await client.connect();
  try {
    await client.query('begin');
    await client.query('select 1 from engine.run for update');
    return await during();
  } finally {
    await client.end();
  }
}

describe('an event that many waits hear', () => {
  test('is answered at once, ends one wait of each run once, and none that was set up after it', async () => {
    const count = 150;
    const key = app.newId();
    const eventIds = await app.sendAll(
      Array.from({ length: count }, () => ({ name: 'deliveries/twice', data: { key } })),
    );
    await waiting(count);
    const first = await whileRunsAreLocked(() => app.send({ name: 'deliveries/come', data: { key } }));
    await eventually(() => expect(app.notes(key)).toHaveLength(count), 60_000);
    await waiting(count); // each run is at its second wait
    await eventually(async () => {
      const left = await database.sql`select 1 from engine.event where not delivered`;
      expect(left).toEqual([]);
    });
    expect(app.notes(key)).toHaveLength(count);
    expect(app.notes(key).every((note) => note.endsWith(` 1 ${first}`))).toBe(true);

    const second = await app.send({ name: 'deliveries/come', data: { key } });
    await eventually(async () => {
      const open = await database.sql`select 1 from engine.run where ended_at is null`;
      expect(open).toEqual([]);
    }, 60_000);
    const runs = (await Promise.all(eventIds.map((id) => app.runsOf(id)))).flat();
    expect(runs.map(({ output }) => output)).toEqual(runs.map(() => [first, second]));
    expect(new Set(app.notes(key)).size).toBe(2 * count);
    expect(app.notes(key)).toHaveLength(2 * count); // no step ran twice
    const losses = await database.sql`select 1 from engine.job where losses > 0`;
    expect(losses).toEqual([]);
  });

  test('ends no wait that asks for another value, or whose further condition does not hold', async () => {
    const key = app.newId();
    const conditions = [
      'event.data.key == async.data.key',
      'event.data.key == async.data.key && async.data.n > 5',
      'async.data.n > 5 || async.data.key == event.data.other',
    ];
    const eventIds = await app.sendAll(
      conditions.map((condition) => ({ name: 'deliveries/patient', data: { key, if: condition } })),
    );
    await waiting(3);
    await app.send({ name: 'deliveries/come', data: { key: 'another', n: 1 } });
    await app.send({ name: 'deliveries/come', data: { key, n: 2 } });
    await app.run(eventIds[0] ?? '');
    await waiting(2);
    const last = await app.send({ name: 'deliveries/come', data: { key, n: 7 } });
    for (const eventId of eventIds.slice(1)) {
      expect((await app.run(eventId)).output).toMatchObject({ id: last, data: { key, n: 7 }, user: {} });
    }
  });
});

test('events that cannot be delivered are tried later and later, and hold up no other', async () => {
  await database.sql`
    insert into engine.event (id, name, body, delivered, deliver_at)
    select 'bad ' || n, 'deliveries/bad', 'null', false, now() - interval '1 hour' from generate_series(1, 300) n`;
  const key = app.newId();
  const eventId = await app.send({
    name: 'deliveries/patient',
    data: { key, if: 'event.data.key == async.data.key' },
  });
  await waiting(1);
  await app.send({ name: 'deliveries/come', data: { key } });
  expect((await app.run(eventId)).status).toBe('Completed');
  await eventually(async () => {
    const rows = await database.sql`
      select 1 from engine.event where id like 'bad %' and failures > 0 and deliver_at > received_at`;
    expect(rows).toHaveLength(300);
  });
});

test('a portion that an engine claimed and did not live to deliver is delivered by another', async () => {
  const key = app.newId();
  const eventId = await app.send({
    name: 'deliveries/patient',
    data: { key, if: 'event.data.key == async.data.key' },
  });
  await waiting(1);
  const body = JSON.stringify({ id: key, name: 'deliveries/come', ts: 1, data: { key } });
  await database.sql`
    insert into engine.event (id, name, body, delivered, deliver_at)
    values (${key}, 'deliveries/come', ${body}, false, now() + interval '1 second')`;
  expect((await app.run(eventId)).output).toMatchObject({ id: key });
});
