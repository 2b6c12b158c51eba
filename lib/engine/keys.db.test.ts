import { afterAll, beforeAll, expect, test } from 'vitest';
import { createTestApp, eventually } from './contract/test-app.ts';
import { createEngine, type Engine } from './engine.ts';
import { bearerToken } from './signature.ts';
import { createTestDatabase } from './testing/database.ts';

const [oldKey, newKey] = ['signkey-test-0123456789abcdef', 'signkey-test-fedcba9876543210'];
const eventKey = 'event-key';
const database = await createTestDatabase();
const app = createTestApp();
let engine: Engine | undefined;
let port = 0;

/** Puts an engine with these keys in the place of the one before, on the same port. */
async function setKeys(signingKey: string, signingKeyFallback?: string): Promise<void> {
  await engine?.stop();
  const options = { databaseUrl: database.url, port, appUrl: app.url(), eventKey };
  engine = createEngine({ ...options, signingKey, signingKeyFallback });
  port = (await engine.start()).port;
}

app.define((inngest) =>
  inngest.createFunction({ id: 'waits', triggers: [{ event: 'keys/start' }] }, async ({ event, step }) => {
    const before = await step.run('before', () => app.note(event.data.id, 'before', 1));
    await step.sleep('nap', '2s');
    return step.run('after', () => app.note(event.data.id, 'after', before + 1));
  }),
);

beforeAll(() =>
  app.start(async () => {
    await setKeys(oldKey);
    return {
      baseUrl: `http://127.0.0.1:${port}`,
      signingKey: oldKey,
      eventKey,
      stop: async () => engine?.stop(),
    };
  }),
);
afterAll(async () => {
  await app.stop();
  await database.drop();
});

const begin = async () => {
  const id = app.newId();
  const eventId = await app.send({ name: 'keys/start', data: { id } });
  await app.noticed(id, 'before');
  // From here on its result is stored, and the key may change.
  await eventually(async () => {
    const sleeping = await database.sql`
      select 1 from engine.job j join engine.run r on r.id = j.run_id where r.event_id = ${eventId} and j.kind = 'sleep'`;
    expect(sleeping).toHaveLength(1);
  });
  return { id, eventId };
};

test('the signing key is changed one side after the other, and a run under way then goes on', async () => {
  const first = await begin();
  app.setSigningKeys(oldKey, newKey); // 1. the app takes the new key as well
  await setKeys(newKey, oldKey); // 2. the engine signs with it, and still takes the old one
  expect((await app.run(first.eventId)).output).toBe(2);

  const second = await begin();
  app.setSigningKeys(newKey); // 3. the app has the new key alone
  await setKeys(newKey); // 4. and so has the engine
  expect((await app.run(second.eventId)).output).toBe(2);
  expect(app.notes(second.id)).toEqual(['before', 'after']);
});

test('the old key opens nothing any more', async () => {
  const ask = (key: string) =>
    fetch(`http://127.0.0.1:${port}/v1/runs/x`, { headers: { authorization: `Bearer ${bearerToken(key)}` } });
  expect((await ask(oldKey)).status).toBe(401);
  expect((await ask(newKey)).status).toBe(404);
});
