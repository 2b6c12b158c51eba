import http from 'node:http';
import pg from 'pg';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { createTestApp, eventually } from './contract/test-app.ts';
import { openDatabase } from './database.ts';
import { createEngine } from './engine.ts';
import { warningsToStderr } from './log.ts';
import { removeOldRuns } from './remove-old-runs.ts';
import { verify } from './signature.ts';
import { createTestDatabase } from './testing/database.ts';

const keys = { signingKey: '0123456789abcdef', eventKey: 'event-key' };
const log = warningsToStderr('engine', { errorsOnly: true });
const testDatabase = await createTestDatabase();
const database = openDatabase(testDatabase.url, { poolSize: 2 });
const client = new pg.Client({ connectionString: testDatabase.url });
const app = createTestApp();

beforeAll(async () => {
  await client.connect();
  await app.start(async ({ url }) => {
    const engine = createEngine({ ...keys, databaseUrl: testDatabase.url, port: 0, appUrl: url, log });
    const { port } = await engine.start();
    return { ...keys, baseUrl: `http://127.0.0.1:${port}`, stop: () => engine.stop() };
  });
});
afterAll(async () => {
  await app.stop();
  await database.close();
  await client.end();
  await testDatabase.drop();
});

const pause = (ms: number) => new Promise((resolve) => setTimeout(resolve, ms));

app.define((inngest) =>
  inngest.createFunction({ id: 'steps', triggers: [{ event: 'recovery/steps' }] }, async ({ step }) => {
    const parts: string[] = [];
    for (const name of ['a', 'b', 'c']) parts.push(await step.run(name, () => pause(20).then(() => name)));
    await step.sleep('nap', '1s');
    return parts.join('');
  }),
);
app.define((inngest) =>
  inngest.createFunction(
    { id: 'held', retries: 0, triggers: [{ event: 'recovery/held' }] },
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
  inngest.createFunction({ id: 'waiting', triggers: [{ event: 'recovery/waiting' }] }, async ({ step }) => {
    const found = await step.waitForEvent('wait', { event: 'recovery/answer', timeout: '1h' });
    return found?.data.n;
  }),
);

describe('an engine whose database connections all break', () => {
  test('goes on with every run, and stores the answers it held meanwhile', async () => {
    const held = app.newId();
    const heldEvent = await app.send({ name: 'recovery/held', data: { id: held } });
    const eventIds = await app.sendAll(Array.from({ length: 10 }, () => ({ name: 'recovery/steps' })));
    await app.noticed(held, 'begun');
    for (let cut = 0; cut < 5; cut++) {
      await client.query(
        `select pg_terminate_backend(pid) from pg_stat_activity
         where datname = current_database() and pid <> pg_backend_pid()`,
      );
      await pause(100);
    }
    app.note(held, 'let go');
    for (const eventId of eventIds) expect((await app.run(eventId, 30_000)).status).toBe('Completed');
    expect(await app.run(heldEvent)).toMatchObject({ status: 'Completed', output: 1 });
  });
});

describe('an app that cannot be reached', () => {
  test('is waited for, and its absence uses up no attempt', async () => {
    const id = app.newId();
    const eventId = await app.pauseListening(async () => {
      const sent = await app.send({ name: 'recovery/held', data: { id } });
      await eventually(async () => expect((await app.runsOf(sent))[0]?.status).toBe('Running'));
      await pause(500); // several tries go by
      return sent;
    });
    app.note(id, 'let go');
    // It has no retries: one counted attempt would have failed the run.
    expect(await app.run(eventId)).toMatchObject({ status: 'Completed', output: 1 });
  });
});

describe('an event that was stored and not delivered when its engine died', () => {
  test('still ends the waits that it matches', async () => {
    const eventId = await app.send({ name: 'recovery/waiting' });
    await eventually(async () => {
      const { rowCount } = await client.query("select 1 from engine.job where kind = 'wait'");
      expect(rowCount).toBe(1);
    });
    const body = JSON.stringify({ id: 'left', name: 'recovery/answer', ts: 1, data: { n: 5 } });
    await client.query(
      `insert into engine.event (id, name, body, delivered, received_at)
       values ('left', 'recovery/answer', $1, false, now() - interval '3 seconds')`,
      [body],
    );
    expect(await app.run(eventId)).toMatchObject({ status: 'Completed', output: 5 });
  });
});

describe('what is long over', () => {
  test('is forgotten a week after its end, and nothing that goes on is', async () => {
    const [old, older, recent] = await app.sendAll([1, 2, 3].map(() => ({ name: 'recovery/steps' })));
    await Promise.all([old, older, recent].map((id) => app.run(id ?? '')));
    const waiting = await app.send({ name: 'recovery/waiting' });
    await eventually(async () => expect((await app.runsOf(waiting))[0]?.status).toBe('Running'));
    await client.query(
      "update engine.run set ended_at = now() - interval '8 days' where event_id = any($1)",
      [[old, older]],
    );
    await client.query("update engine.event set received_at = now() - interval '8 days', delivered = true");
    await removeOldRuns({ database }, { batchSize: 1 });
    for (const id of [old, older]) expect(await app.runsOf(id ?? '')).toEqual([]);
    expect(await app.runsOf(recent ?? '')).toHaveLength(1);
    const { rows } = await client.query(
      'select id from engine.event where id = any($1) order by received_at',
      [[old, older, recent, waiting]],
    );
    expect(rows.map(({ id }) => id).sort()).toEqual([recent, waiting].sort());
    await app.send({ name: 'recovery/answer', data: { n: 1 } });
    expect((await app.run(waiting)).status).toBe('Completed');
  });
});

describe('an app that cannot register yet', () => {
  test('is asked again, by signed requests, until it has', async () => {
    const asked: boolean[] = [];
    const server = http.createServer(async (request, response) => {
      const chunks: Buffer[] = [];
      for await (const chunk of request) chunks.push(chunk);
      const signature = String(request.headers['x-inngest-signature']);
      asked.push(
        request.method === 'PUT' && verify(Buffer.concat(chunks).toString(), signature, [keys.signingKey]),
      );
      response.writeHead(500, { 'content-type': 'application/json' }).end('{"message":"not yet"}');
    });
    await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
    const appUrl = `http://127.0.0.1:${(server.address() as { port: number }).port}/api/inngest`;
    const other = await createTestDatabase();
    const said: string[] = [];
    const quiet = {
      ...log,
      warn: (message: string, fields?: object) => said.push(`${message} ${JSON.stringify(fields)}`),
    };
    const engine = createEngine({ ...keys, databaseUrl: other.url, port: 0, appUrl, log: quiet });
    await engine.start();
    await eventually(() => expect(asked.length).toBeGreaterThan(2));
    await engine.stop();
    await new Promise((resolve) => server.close(resolve));
    await other.drop();
    expect(asked.every(Boolean)).toBe(true);
    expect(said).toEqual(['the app did not register {"reason":"not yet"}']);
  });
});
