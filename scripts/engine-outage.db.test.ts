import { createHash } from 'node:crypto';
import { mkdtempSync, rmSync } from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import pg from 'pg';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { createTestApp, eventually } from '#lib/engine/contract/index.ts';
import { createEngine } from '#lib/engine/index.ts';
import { startEngineProcess } from '#lib/engine/testing/index.ts';
import { createLog } from '#lib/log.ts';
import { findProcess } from '#lib/postgres/find-process.ts';
import { createPostgres } from '#lib/postgres/postgres.ts';

const keys = { signingKey: '0123456789abcdef', eventKey: 'event-key' };
const dataDir = mkdtempSync(path.join(os.tmpdir(), 'intentui-outage-'));
const postgres = createPostgres({ dataDir });
const app = createTestApp();
let databaseUrl = '';
let pid = 0;

beforeAll(async () => {
  const running = await postgres.start();
  pid = running.pid;
  databaseUrl = running.url('postgres');
  await app.start(async ({ url }) => {
    const log = { ...createLog('engine', 'error'), error() {} }; // what cannot be stored during an outage is told
    const engine = createEngine({ ...keys, databaseUrl, port: 0, appUrl: url, log });
    const { port } = await engine.start();
    return { ...keys, baseUrl: `http://127.0.0.1:${port}`, stop: () => engine.stop() };
  });
});
afterAll(async () => {
  await app.stop();
  await postgres.stop();
  rmSync(dataDir, { recursive: true, force: true });
});

const pause = (ms: number) => new Promise((resolve) => setTimeout(resolve, ms));

for (const checkpointing of [true, false]) {
  app.define((inngest) =>
    inngest.createFunction(
      {
        id: `steps-${checkpointing}`,
        checkpointing,
        triggers: [{ event: 'outage/steps', if: `event.data.checkpointing == ${checkpointing}` }],
      },
      async ({ event, step, runId }) => {
        for (const name of ['one', 'two', 'three']) {
          await step.run(name, async () => {
            app.note(event.data.id, `${runId} ${name}`);
            await pause(100);
          });
          await step.sleep(`after ${name}`, '1s');
        }
        return 'done';
      },
    ),
  );
}
app.define((inngest) =>
  inngest.createFunction(
    { id: 'held', checkpointing: false, retries: 0, triggers: [{ event: 'outage/held' }] },
    async ({ event, step }) => {
      const { id } = event.data;
      return step.run('hold', async () => {
        app.note(id, 'begun');
        const mine = app.notes(id).length;
        await app.untilNoted(id, `end ${mine}`);
        return mine;
      });
    },
  ),
);

app.define((inngest) =>
  inngest.createFunction(
    { id: 'told', checkpointing: false, retries: 0, triggers: [{ event: 'outage/told' }] },
    async ({ event, step, runId }) => {
      return step.run('once', async () => {
        app.note(event.data.id, 'ran');
        const hash = createHash('sha1').update('once').digest('hex');
        await read(
          `insert into engine.step (run_id, id, position, op, name, output, bytes)
           values ($1, $2, 1, 'StepRun', 'once', '{"data":"kept"}', 15)`,
          [runId, hash],
        );
        return 'lost';
      });
    },
  ),
);

/** Looks into the database with a connection of its own. */
async function read<Row extends pg.QueryResultRow>(text: string, values: unknown[] = []): Promise<Row[]> {
  const client = new pg.Client({ connectionString: databaseUrl });
  await client.connect();
  try {
    return (await client.query<Row>(text, values)).rows;
  } finally {
    await client.end();
  }
}

describe('a PostgreSQL that crashes', () => {
  test('costs no run, no sleep, and no step whose result was stored', async () => {
    const id = app.newId();
    const events = Array.from({ length: 20 }, (_, n) => ({
      name: 'outage/steps',
      data: { id, checkpointing: n % 2 === 0 },
    }));
    const eventIds = await app.sendAll(events);
    const callsOf = ({ run_id, name }: { run_id: string; name: string }) =>
      app.notes(id).filter((note) => note === `${run_id} ${name}`).length;
    const storedSteps = () =>
      read<{ run_id: string; name: string }>("select run_id, name from engine.step where op = 'StepRun'");
    const stored: { run_id: string; name: string; calls: number }[] = [];
    for (let crash = 0; crash < 2; crash++) {
      // Not before something is stored that could be lost; from then on the moment is meant to be any.
      await eventually(async () => expect(await storedSteps()).not.toEqual([]));
      await pause(Math.random() * 1000);
      process.kill(pid, 'SIGQUIT');
      await eventually(() => expect(findProcess(pid)).toBeUndefined());
      pid = (await postgres.start()).pid;
      const steps = await storedSteps();
      stored.push(...steps.map((step) => ({ ...step, calls: callsOf(step) })));
    }
    for (const eventId of eventIds) {
      expect(await app.run(eventId)).toMatchObject({ status: 'Completed', output: 'done' });
    }
    expect(stored.length).toBeGreaterThan(0);
    for (const step of stored) expect(callsOf(step)).toBe(step.calls);
  });
});

/** Starts a step that the newest engine has called; which engine calls one is not to be chosen, so this may throw. */
async function holdIn(port: number): Promise<{ id: string; eventId: string }> {
  const id = app.newId();
  const response = await fetch(`http://127.0.0.1:${port}/e/${keys.eventKey}`, {
    method: 'POST',
    body: JSON.stringify([{ name: 'outage/held', data: { id } }]),
  });
  const eventId = ((await response.json()) as { ids: string[] }).ids[0] ?? '';
  await app.noticed(id, 'begun');
  const held = await read(
    `select 1 from engine.job j join engine.run r on r.id = j.run_id
     where r.event_id = $1 and j.claimed_by = (select max(id) from engine.process)`,
    [eventId],
  );
  if (held.length > 0) return { id, eventId };
  app.note(id, 'end 1');
  throw new Error('the other engine called it');
}

describe('an engine that hangs', () => {
  test('loses its work to another when its lease is over, and what it brings afterwards changes nothing', async () => {
    const second = await startEngineProcess({ ...keys, databaseUrl, appUrl: app.url(), port: 0 });
    try {
      const { id, eventId } = await eventually(() => holdIn(second.port), 60_000);
      second.child.kill('SIGSTOP');
      await eventually(() => expect(app.notes(id)).toEqual(['begun', 'begun']), 100_000);
      app.note(id, 'end 2');
      expect(await app.run(eventId)).toMatchObject({ status: 'Completed', output: 2 });
      const look = () =>
        read('select status, output::text, ended_at from engine.run where event_id = $1', [eventId]);
      const ended = await look();

      app.note(id, 'end 1');
      second.child.kill('SIGCONT');
      const renewed =
        'select 1 from engine.process where id = (select max(id) from engine.process) and alive_until > now()';
      await eventually(async () => expect(await read(renewed)).toHaveLength(1)); // it has heard the late answer by now
      expect(await look()).toEqual(ended);
      expect(await read("select 1 from engine.job where state = 'claimed'")).toEqual([]);
    } finally {
      await second.kill();
    }
  });
});

describe('a result that is stored, and told again since nobody had acknowledged it', () => {
  test('stays as it was stored, and the run goes on, however often its job was claimed before', async () => {
    const id = app.newId();
    const eventId = await app.send({ name: 'outage/told', data: { id }, ts: Date.now() + 2000 });
    await read(
      'update engine.job j set generation = 40 from engine.run r where r.id = j.run_id and r.event_id = $1',
      [eventId],
    );
    expect(await app.run(eventId)).toMatchObject({ status: 'Completed', output: 'kept' });
    expect(app.notes(id)).toEqual(['ran']);
  });
});
