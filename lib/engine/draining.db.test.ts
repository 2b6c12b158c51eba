import pg from 'pg';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { createTestApp, eventually } from './contract/test-app.ts';
import { createEngine, type Engine } from './engine.ts';
import { createTestDatabase } from './testing/database.ts';

const keys = { signingKey: '0123456789abcdef', eventKey: 'event-key' };
const database = await createTestDatabase();
let port = 0;
const app = createTestApp({
  // The app reaches whichever engine was started last, as behind a balancer.
  fetch: (input, init) => fetch(Object.assign(new URL(String(input)), { port }), init),
});
const running = new Set<Engine>();

app.define((inngest) =>
  inngest.createFunction({ id: 'held', triggers: [{ event: 'draining/held' }] }, async ({ event, step }) => {
    const { id } = event.data;
    const hold = (name: string) =>
      step.run(name, async () => {
        app.note(id, name);
        await app.untilNoted(id, 'let go');
      });
    await step.run('first', () => app.note(id, 'first'));
    await Promise.all([hold('left'), hold('right')]);
    await step.run('last', () => app.note(id, 'last'));
  }),
);
app.define((inngest) =>
  inngest.createFunction(
    { id: 'short', triggers: [{ event: 'draining/short' }] },
    async ({ event, step }) => {
      await step.run('only', () => app.note(event.data.id, 'only'));
    },
  ),
);

async function startEngine(appUrl = app.url()): Promise<Engine> {
  const engine = createEngine({ ...keys, databaseUrl: database.url, appUrl, port: 0 });
  running.add(engine);
  port = (await engine.start()).port;
  return engine;
}

let engine: Engine;
beforeAll(() =>
  app.start(async ({ url }) => {
    engine = await startEngine(url);
    const stop = async () => void (await Promise.all([...running].map((each) => each.stop())));
    return { ...keys, baseUrl: `http://127.0.0.1:${port}`, stop };
  }),
);
afterAll(async () => {
  await app.stop();
  await database.drop();
});

const completed = (eventId: string) =>
  eventually(async () => {
    const runs = await database.sql`select status from engine.run where event_id = ${eventId}`;
    expect(runs).toEqual([{ status: 'completed' }]);
  }, 60_000);

/** An event whose two steps side by side are under way. */
async function sendHeld(): Promise<{ id: string; eventId: string }> {
  const id = app.newId();
  const eventId = await app.send({ name: 'draining/held', data: { id } });
  await app.noticed(id, 'left', 60_000);
  await app.noticed(id, 'right', 60_000);
  return { id, eventId };
}

/** Holds the lock that every claim takes. */
async function holdClaims() {
  const client = new pg.Client({ connectionString: database.url });
  await client.connect();
  await client.query('select pg_advisory_lock(1701734247, 0)');
  return {
    isAwaited: () =>
      eventually(async () => {
        const waiting = await database.sql`
          select pid from pg_locks where locktype = 'advisory' and classid = 1701734247 and objid = 0 and not granted`;
        expect(waiting).not.toEqual([]);
      }, 60_000),
    release: () => client.end(),
  };
}

test('an engine that is given time to stop keeps what steps under way bring, and no engine makes them again', async () => {
  const { id, eventId } = await sendHeld();
  const leavingPort = port;
  const stopping = engine.stop({ drainMs: 600_000 });
  engine = await startEngine();
  // Requests are still taken by the one that leaves; what they start is claimed by the other.
  const other = app.newId();
  const address = `http://127.0.0.1:${leavingPort}/e/${keys.eventKey}`;
  const body = JSON.stringify([{ id: other, name: 'draining/short', data: { id: other } }]);
  expect((await fetch(address, { method: 'POST', body })).status).toBe(200);
  await completed(other);
  await new Promise((resolve) => setTimeout(resolve, 1500)); // longer than it takes one that is given no time
  app.note(id, 'let go');
  await stopping;
  await completed(eventId);
  expect(app.notes(id).toSorted()).toEqual(['first', 'last', 'left', 'let go', 'right']);
  await expect(fetch(address, { method: 'POST', body })).rejects.toThrow();
});

test('a job that is claimed just as its engine stops is not called there', async () => {
  const lock = await holdClaims();
  const id = app.newId();
  const eventId = await app.send({ name: 'draining/short', data: { id } });
  await lock.isAwaited();
  const stopping = engine.stop({ drainMs: 600_000 });
  await lock.release();
  await stopping;
  expect(app.notes(id)).toEqual([]);
  const jobs = await database.sql`
    select j.state, j.claimed_by from engine.job j join engine.run r on r.id = j.run_id where r.event_id = ${eventId}`;
  expect(jobs).toEqual([{ state: 'ready', claimed_by: null }]);
  engine = await startEngine();
  await completed(eventId);
  expect(app.notes(id)).toEqual(['only']);
});

test('an engine that is asked again stops at once, and the next one makes the steps under way again', async () => {
  const { id, eventId } = await sendHeld();
  const stopping = engine.stop({ drainMs: 600_000 });
  engine.stop({ drainMs: 0 });
  await stopping;
  engine = await startEngine();
  await eventually(() => expect(app.notes(id).filter((note) => note === 'left')).toHaveLength(2), 60_000);
  app.note(id, 'let go');
  await completed(eventId);
});
