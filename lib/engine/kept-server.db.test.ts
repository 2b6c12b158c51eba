import { afterAll, expect, test } from 'vitest';
import { createTestApp } from './contract/test-app.ts';
import { createEngine } from './engine.ts';
import { createTestDatabase } from './testing/database.ts';

const keys = { signingKey: '0123456789abcdef', eventKey: 'event-key' };
const database = await createTestDatabase();
afterAll(() => database.drop());

test('a suite that ran on a server that is kept leaves no function and no schedule there', async () => {
  const app = createTestApp({ isKept: true });
  expect(app.hasSchedule).toBe(false);
  app.define((inngest) =>
    inngest.createFunction({ id: 'guest', triggers: [{ event: 'kept/guest' }] }, async () => 'done'),
  );
  let stop = async () => {};
  await app.start(async ({ url }) => {
    const engine = createEngine({ ...keys, databaseUrl: database.url, port: 0, appUrl: url });
    const { port } = await engine.start();
    stop = () => engine.stop();
    return { ...keys, baseUrl: `http://127.0.0.1:${port}`, stop: async () => {} };
  });
  expect((await app.run(await app.send({ name: 'kept/guest' }))).output).toBe('done');
  await app.stop();
  await stop();
  expect(await database.sql`select id from engine.function where not archived`).toEqual([]);
  expect(await database.sql`select 1 from engine.schedule`).toEqual([]);
});
