import { RetryAfterError } from 'inngest';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { createTestApp } from './contract/test-app.ts';
import { createEngine } from './engine.ts';
import { createTestDatabase } from './testing/database.ts';

const keys = { signingKey: '0123456789abcdef', eventKey: 'event-key' };
const database = await createTestDatabase();
const app = createTestApp();
/** Which version of the functions is served: the newer one has a step more before the others, and one after. */
let isNew = false;

app.define((inngest) =>
  inngest.createFunction(
    { id: 'rolling', triggers: [{ event: 'versions/rolling' }], retries: 1 },
    async ({ event, step }) => {
      const { id } = event.data;
      await step.run('start', () => app.note(id, 'start'));
      if (isNew) await step.run('earlier', () => app.note(id, 'earlier'));
      const parts = await Promise.all(
        ['x', 'y'].map((name) =>
          step.run(name, () => {
            if (!isNew && name === 'y') {
              isNew = true;
              throw new RetryAfterError('the process of the old version ends here', '1s');
            }
            return app.note(id, name, name);
          }),
        ),
      );
      if (isNew) await step.run('later', () => app.note(id, 'later'));
      return parts;
    },
  ),
);
app.define((inngest) =>
  inngest.createFunction(
    { id: 'back', triggers: [{ event: 'versions/back' }], retries: 0 },
    async ({ event, step }) => {
      const { id } = event.data;
      if (isNew) await step.run('only here', () => app.note(id, 'only here'));
      const parts = await Promise.all(
        ['x', 'y'].map((name) => step.run(name, () => app.note(id, name, name))),
      );
      if (isNew) {
        isNew = false;
        await Promise.all([step.run('also only here', () => 1), step.sleep('nap', 10)]);
      }
      return parts;
    },
  ),
);

let stop = async () => {};
beforeAll(() =>
  app.start(async ({ url }) => {
    const engine = createEngine({ ...keys, databaseUrl: database.url, port: 0, appUrl: url });
    const { port } = await engine.start();
    stop = () => engine.stop();
    return { ...keys, baseUrl: `http://127.0.0.1:${port}`, stop: async () => {} };
  }),
);
afterAll(async () => {
  await app.stop();
  await stop();
  await database.drop();
});

test('a run whose parallel steps were planned by an older version goes on in the newer one, with its last try left', async () => {
  isNew = false;
  const id = app.newId();
  const run = await app.run(await app.send({ name: 'versions/rolling', data: { id } }));
  expect(run.status).toBe('Completed');
  expect(run.output).toEqual(['x', 'y']);
  expect(app.notes(id).toSorted()).toEqual(['earlier', 'later', 'start', 'x', 'y']);
});

test('steps that only a newer version knows, stored or planned, end no run in the older one', async () => {
  isNew = true;
  const id = app.newId();
  const run = await app.run(await app.send({ name: 'versions/back', data: { id } }));
  expect(run.output).toEqual(['x', 'y']);
  expect(app.notes(id).toSorted()).toEqual(['only here', 'x', 'y']);
});
