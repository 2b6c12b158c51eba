import { afterAll, beforeAll, expect, test } from 'vitest';
import { createTestApp, eventually } from './contract/test-app.ts';
import { createEngine } from './engine.ts';
import { createTestDatabase } from './testing/database.ts';

const keys = { signingKey: '0123456789abcdef', eventKey: 'event-key' };
const database = await createTestDatabase();
const app = createTestApp();

app.define((inngest) =>
  inngest.createFunction({ id: 'ends', triggers: [{ event: 'ends/start' }] }, async () => 'the end'),
);
app.define((inngest) =>
  inngest.createFunction({ id: 'waits', triggers: [{ event: 'ends/wait' }] }, async ({ event, step }) => {
    const told = await step.waitForEvent('end', {
      event: 'inngest/function.finished',
      timeout: '1m',
      if: 'event.data.run == async.data.run_id',
    });
    return [told?.data.result, told?.data.function_id, event.data.run === told?.data.run_id];
  }),
);

beforeAll(() =>
  app.start(async ({ url }) => {
    const engine = createEngine({ ...keys, databaseUrl: database.url, port: 0, appUrl: url });
    const { port } = await engine.start();
    return { ...keys, baseUrl: `http://127.0.0.1:${port}`, stop: () => engine.stop() };
  }),
);
afterAll(async () => {
  await app.stop();
  await database.drop();
});

test('an end that an engine stored and did not live to tell is told by the next, in full', async () => {
  const { run_id: run } = await app.run(await app.send({ name: 'ends/start' }));
  const waiting = await app.send({ name: 'ends/wait', data: { run } });
  await eventually(async () => {
    const jobs = await database.sql<object>`select 1 from engine.job where kind = 'wait'`;
    expect(jobs).toHaveLength(1);
  });
  await database.sql`
    insert into engine.event (id, name, body, delivered) values (${run}, 'inngest/function.finished', '{}', false)`;
  expect((await app.run(waiting)).output).toEqual(['the end', 'contract-ends', true]);
});

test('an end that nobody waits for or is triggered by is stored nowhere', async () => {
  const { run_id: run } = await app.run(await app.send({ name: 'ends/start' }));
  const events = await database.sql<object>`select 1 from engine.event where id = ${run}`;
  expect(events).toEqual([]);
});
