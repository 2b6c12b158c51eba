import { once } from 'node:events';
import pg from 'pg';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { createTestApp, eventually } from './contract/test-app.ts';
import { createEngine } from './engine.ts';
import { createTestDatabase } from './testing/database.ts';
import { startEngineProcess } from './testing/engine-process.ts';

const keys = { signingKey: '0123456789abcdef', eventKey: 'event-key' };
const database = await createTestDatabase();
const client = new pg.Client({ connectionString: database.url });
const app = createTestApp();
let appUrl = '';
let engine: Awaited<ReturnType<typeof startEngineProcess>>;
let port = 0;

const restart = async () => {
  engine = await startEngineProcess({ ...keys, databaseUrl: database.url, appUrl, port });
  port = engine.port;
};

beforeAll(async () => {
  await client.connect();
  client.on('error', () => {});
  await app.start(async ({ url }) => {
    appUrl = url;
    await restart();
    return { ...keys, baseUrl: `http://127.0.0.1:${port}`, stop: () => engine.kill('SIGTERM') };
  });
});
afterAll(async () => {
  await app.stop();
  await client.end();
  await database.drop();
});

const pause = (ms: number) => new Promise((resolve) => setTimeout(resolve, ms));

app.define((inngest) =>
  inngest.createFunction(
    { id: 'long', triggers: [{ event: 'durability/long' }] },
    async ({ event, step, runId }) => {
      const { id } = event.data;
      const work = (name: string) =>
        step.run(name, async () => {
          app.note(id, `${runId} ${name}`);
          await pause(5 + Math.random() * 30);
          return name;
        });
      const first = await work('one');
      const parts = await Promise.all([work('left'), work('right'), step.sleep('nap', '1s')]);
      const last = await work('last');
      return [first, parts[0], parts[1], last].join(' ');
    },
  ),
);
app.define((inngest) =>
  inngest.createFunction(
    { id: 'held', retries: 0, triggers: [{ event: 'durability/held' }] },
    async ({ event, step }) => {
      const { id } = event.data;
      return step.run('hold', async () => {
        app.note(id, 'begun');
        await app.untilNoted(id, 'let go');
        return app.notes(id).filter((note) => note === 'begun').length;
      });
    },
  ),
);

app.define((inngest) =>
  inngest.createFunction(
    { id: 'deadly', retries: 3, triggers: [{ event: 'durability/deadly' }] },
    async ({ event, step }) => {
      const { id, beside } = event.data;
      const die = async () => {
        // Whoever sent the event is to have its answer: an engine may call a step before that is on its way.
        await pause(200);
        app.note(id, 'died');
        engine.child.kill('SIGKILL');
        return new Promise<string>(() => {}); // what is dead does not answer
      };
      if (!beside) return step.run('die', die);
      return Promise.all([
        step.run('die', die).catch((error: Error) => error.message),
        step.run('beside', () => beside),
      ]);
    },
  ),
);

/** Every stored step with how often it has been called so far. */
async function storedSteps(id: string): Promise<Map<string, number>> {
  const { rows } = await client.query<{ run_id: string; name: string }>(
    "select run_id, name from engine.step where op = 'StepRun'",
  );
  const calls = (key: string) => app.notes(id).filter((note) => note === key).length;
  return new Map(rows.map(({ run_id, name }) => [`${run_id} ${name}`, calls(`${run_id} ${name}`)]));
}

describe('an engine that is killed', () => {
  test('finishes every run after its restart, and calls no step again whose result was stored', async () => {
    const id = app.newId();
    const eventIds = await app.sendAll(
      Array.from({ length: 40 }, () => ({ name: 'durability/long', data: { id } })),
    );
    const stored: Map<string, number>[] = [];
    for (let kill = 0; kill < 5; kill++) {
      await pause(150 + Math.random() * 400); // the moment of the kill is meant to be any
      await engine.kill();
      stored.push(await storedSteps(id));
      await restart();
    }
    const runs = (
      await Promise.all(eventIds.map((eventId) => app.ended(eventId, { timeoutMs: 100_000 })))
    ).flat();
    expect(runs).toHaveLength(40);
    for (const run of runs) expect(run).toMatchObject({ status: 'Completed', output: 'one left right last' });

    expect(stored[0]?.size).toBeLessThan(160);
    const calls = await storedSteps(id);
    expect(calls.size).toBe(160);
    for (const earlier of stored) for (const [step, count] of earlier) expect(calls.get(step)).toBe(count);
  });

  test('loses no event that it acknowledged, even when killed right after', async () => {
    const id = app.newId();
    const eventIds = await app.sendAll([1, 2, 3].map((n) => ({ name: 'durability/long', data: { id, n } })));
    await engine.kill();
    await restart();
    for (const eventId of eventIds) expect((await app.run(eventId)).status).toBe('Completed');
  });

  test('hands a step that was under way to the next engine at once, without using up an attempt', async () => {
    const id = app.newId();
    const eventId = await app.send({ name: 'durability/held', data: { id } });
    await app.noticed(id, 'begun');
    await engine.kill();
    // However long its lease lasts: that its session is gone is enough.
    await client.query("update engine.process set alive_until = now() + interval '1 hour'");
    await restart();
    await eventually(() => expect(app.notes(id)).toEqual(['begun', 'begun']), 60_000);
    app.note(id, 'let go');
    expect(await app.run(eventId)).toMatchObject({ status: 'Completed', output: 2 });
  });
});

describe('a step that brings the engine down each time', () => {
  /** Starts the engine again as often as it dies. */
  async function survive(id: string): Promise<void> {
    for (let deaths = 1; deaths <= 5; deaths++) {
      await eventually(() => expect(app.notes(id).filter((note) => note === 'died')).toHaveLength(deaths));
      await eventually(() => expect(engine.child.signalCode).toBe('SIGKILL'));
      await restart();
    }
  }

  test('has failed after five deaths, whatever tries are left, so that its run ends', async () => {
    const id = app.newId();
    const eventId = await app.send({ name: 'durability/deadly', data: { id } });
    await survive(id);
    const run = await app.run(eventId);
    expect(run.status).toBe('Failed');
    expect(JSON.stringify(run.output)).toContain('The worker died 5 times in this step.');
    expect(app.notes(id)).toHaveLength(5);
  });

  test('costs only itself where the function catches its error beside other steps', async () => {
    const id = app.newId();
    const eventId = await app.send({ name: 'durability/deadly', data: { id, beside: 'well' } });
    await survive(id);
    const told = 'The worker died 5 times in this step.';
    expect(await app.run(eventId)).toMatchObject({ status: 'Completed', output: [told, 'well'] });
  });
});

describe('an engine that is stopped', () => {
  test('is gone while a step is under way, which the next engine finishes', async () => {
    const id = app.newId();
    const eventId = await app.send({ name: 'durability/held', data: { id } });
    await app.noticed(id, 'begun');
    await engine.kill('SIGTERM');
    expect(app.notes(id)).toEqual(['begun']);
    await restart();
    await eventually(() => expect(app.notes(id)).toEqual(['begun', 'begun']), 60_000);
    app.note(id, 'let go');
    expect((await app.run(eventId)).status).toBe('Completed');
  });
});

describe('two engines on one database', () => {
  test('that start at once on a fresh database do not get in each other’s way', async () => {
    const fresh = await createTestDatabase();
    try {
      const engines = [1, 2].map(() => createEngine({ ...keys, databaseUrl: fresh.url, appUrl, port: 0 }));
      await Promise.all(engines.map((each) => each.start()));
      const rows = await fresh.sql`select count(*)::int as n from engine.process`;
      expect(rows).toEqual([{ n: 2 }]);
      await Promise.all(engines.map((each) => each.stop()));
    } finally {
      await fresh.drop();
    }
  });

  test('the work of one that is killed is taken over by the other, without a restart', async () => {
    const second = await startEngineProcess({ ...keys, databaseUrl: database.url, appUrl, port: 0 });
    try {
      const id = app.newId();
      const eventIds = await app.sendAll(
        Array.from({ length: 30 }, () => ({ name: 'durability/long', data: { id } })),
      );
      await pause(200);
      await engine.kill();
      await eventually(async () => {
        const { rows } = await client.query(
          'select count(*)::int as open from engine.run where event_id = any($1) and ended_at is null',
          [eventIds],
        );
        expect(rows[0].open).toBe(0);
      }, 100_000);
      await restart();
      for (const eventId of eventIds) expect((await app.run(eventId)).status).toBe('Completed');
    } finally {
      second.child.kill('SIGTERM');
      await once(second.child, 'exit');
    }
  });
});
