import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { createTestApp, eventually } from './contract/test-app.ts';
import { createEngine, type Engine } from './engine.ts';
import { bearerToken } from './signature.ts';
import { createTestDatabase } from './testing/database.ts';

const keys = { signingKey: '0123456789abcdef', eventKey: 'event-key' };
const database = await createTestDatabase();
const app = createTestApp();
let engines: Engine[] = [];
const startEngine = async () => {
  const engine = createEngine({ ...keys, databaseUrl: database.url, port: 0, appUrl: app.url() });
  engines.push(engine);
  return engine.start();
};

// Once a year, so that it runs only when this test says so.
app.define((inngest) =>
  inngest.createFunction(
    { id: 'yearly', triggers: [{ cron: '0 0 1 1 *' }, { event: 'schedules/by-hand' }] },
    async ({ event }) => app.note('yearly', String(event.data.scheduledAt)),
  ),
);

beforeAll(() =>
  app.start(async () => {
    const { port } = await startEngine();
    return { ...keys, baseUrl: `http://127.0.0.1:${port}`, stop: stopAll };
  }),
);
afterAll(async () => {
  await app.stop();
  await database.drop();
});
async function stopAll() {
  await Promise.all(engines.map((engine) => engine.stop()));
  engines = [];
}

const setDue = (at: string) => database.sql`update engine.schedule set due_at = ${at}::timestamptz`;
const dueAt = async () => {
  const [row] = await database.sql<{ due_at: Date }>`select due_at from engine.schedule`;
  return row?.due_at;
};
const nextYear = () => new Date(Date.UTC(new Date().getUTCFullYear() + 1, 0, 1));

describe('a schedule', () => {
  test('that is registered waits for its next time', async () => {
    await eventually(async () => expect(await dueAt()).toEqual(nextYear()));
    expect(app.notes('yearly')).toEqual([]);
  });

  test('that was stored under a clock which was ahead is set right when it is registered again', async () => {
    await setDue('2999-01-01T00:00:00Z');
    await fetch(app.url(), { method: 'PUT' });
    expect(await dueAt()).toEqual(nextYear());
  });

  test('starts one run at its time, whichever of several engines is first, and is set to the next', async () => {
    await Promise.all([startEngine(), startEngine()]);
    await setDue('2026-01-01T00:00:00Z');
    await eventually(() => expect(app.notes('yearly')).toEqual(['2026-01-01T00:00:00Z']));
    expect(await dueAt()).toEqual(nextYear());
  });

  test('starts no second run for a time that it had, even if it is due again', async () => {
    await setDue('2026-01-01T00:00:00Z');
    await eventually(async () => expect(await dueAt()).toEqual(nextYear()));
    await app.run(await app.send({ name: 'schedules/by-hand', data: { scheduledAt: 'by hand' } }));
    expect(app.notes('yearly')).toEqual(['2026-01-01T00:00:00Z', 'by hand']);
  });

  test('whose times passed while no engine ran starts one run, for the first of them', async () => {
    await stopAll();
    await setDue('2019-01-01T00:00:00Z');
    await startEngine();
    await eventually(() => expect(app.notes('yearly')).toContain('2019-01-01T00:00:00Z'));
    expect(await dueAt()).toEqual(nextYear());
    expect(app.notes('yearly')).toHaveLength(3);
  });

  test('that the app has changed or given up is forgotten with its time, and starts nothing', async () => {
    const before = app.notes('yearly').length;
    const register = async (triggers: object[]) => {
      const functions = [{ id: 'contract-yearly', name: 'yearly', triggers, steps: {} }];
      const answer = await fetch(`http://127.0.0.1:${port}/fn/register`, {
        method: 'POST',
        headers: { authorization: `Bearer ${bearerToken(keys.signingKey)}` },
        body: JSON.stringify({ url: app.url(), appName: 'contract', functions }),
      });
      expect(answer.status).toBe(200);
    };
    const { port } = await startEngine();
    await register([{ cron: '0 0 1 2 *' }]);
    const rows = await database.sql<{ cron: string }>`select cron from engine.schedule`;
    expect(rows).toEqual([{ cron: '0 0 1 2 *' }]);
    await register([{ event: 'schedules/by-hand' }]);
    expect(await dueAt()).toBeUndefined();
    expect(app.notes('yearly')).toHaveLength(before);
  });
});
