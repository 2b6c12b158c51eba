import { afterAll, beforeAll, expect, test } from 'vitest';
import { createTestApp } from './contract/test-app.ts';
import { createEngine } from './engine.ts';
import { createTestDatabase } from './testing/database.ts';

const keys = { signingKey: '0123456789abcdef', eventKey: 'event-key' };
const database = await createTestDatabase();
const app = createTestApp();

app.define((inngest) =>
  inngest.createFunction(
    { id: 'one-slot', triggers: [{ event: 'hanging/start' }], concurrency: 1, retries: 0 },
    async ({ event, step }) => {
      const { id, hangs, steps } = event.data;
      for (let n = 0; n < steps; n++) {
        await step.run(`step ${n}`, () => new Promise((resolve) => setTimeout(resolve, 400)));
      }
      await step.run('last', () => app.note(id, hangs ? 'hangs' : 'done'));
      if (hangs) await app.untilNoted(id, 'let go');
      return 'done';
    },
  ),
);

beforeAll(() =>
  app.start(async ({ url }) => {
    const options = { ...keys, databaseUrl: database.url, port: 0, appUrl: url, maxSilenceMs: 4000 };
    const engine = createEngine(options);
    const { port } = await engine.start();
    return { ...keys, baseUrl: `http://127.0.0.1:${port}`, stop: () => engine.stop() };
  }),
);
afterAll(async () => {
  await app.stop();
  await database.drop();
});

test('a call that hangs fails and gives its slot back; one whose steps go on may last', async () => {
  const [hanging, long] = [app.newId(), app.newId()];
  const first = await app.send({ name: 'hanging/start', data: { id: hanging, hangs: true, steps: 0 } });
  await app.noticed(hanging, 'hangs');
  const second = await app.send({ name: 'hanging/start', data: { id: long, hangs: false, steps: 12 } });
  expect(await app.run(first)).toMatchObject({
    status: 'Failed',
    output: { name: 'CallTimeout', message: expect.stringContaining('for 4 s') },
  });
  expect((await app.run(second)).status).toBe('Completed');
  app.note(hanging, 'let go');
});
