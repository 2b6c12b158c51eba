import http from 'node:http';
import { afterAll, expect, test } from 'vitest';
import { createEngine, type EngineOptions } from './engine.ts';
import { createTestDatabase } from './testing/database.ts';

const database = await createTestDatabase();
afterAll(() => database.drop());

const make = (options: Partial<EngineOptions> = {}) =>
  createEngine({
    databaseUrl: database.url,
    port: 0,
    signingKey: '0123456789abcdef',
    eventKey: 'event-key',
    appUrl: 'http://127.0.0.1:1/api/inngest',
    ...options,
  });

test('settings that cannot work are refused in one sentence', () => {
  expect(() => make({ signingKey: 'not hex' })).toThrow(/signing key must be hex/);
  expect(() => make({ eventKey: '' })).toThrow(/event key is empty/);
  expect(() => make({ appUrl: 'nowhere' })).toThrow(/"nowhere" is not the address/);
});

test('a taken port is told in one sentence, and nothing is left open', async () => {
  const other = http.createServer().listen(0, '127.0.0.1');
  await new Promise((resolve) => other.once('listening', resolve));
  const { port } = other.address() as { port: number };
  await expect(make({ port }).start()).rejects.toMatchObject({
    code: 'engine_unavailable',
    message: expect.stringContaining(`Port ${port} of 127.0.0.1 is taken`),
  });
  await new Promise((resolve) => other.close(resolve));
});

test('a database that is not there is told as such', async () => {
  const databaseUrl = 'postgresql://nobody@127.0.0.1:1/nothing';
  await expect(make({ databaseUrl }).start()).rejects.toMatchObject({ code: 'database_unavailable' });
});

test('an engine starts and stops while there is no app', async () => {
  const engine = make();
  const { port } = await engine.start();
  expect(await (await fetch(`http://127.0.0.1:${port}/health`)).json()).toMatchObject({ functions: 0 });
  const sent = await fetch(`http://127.0.0.1:${port}/e/event-key`, { method: 'POST', body: '{"name":"a"}' });
  expect(sent.status).toBe(503);
  await engine.stop();
});

test('a migration that was changed after it was applied is not passed over', async () => {
  await database.sql`update engine.migration set checksum = 'other' where version = 1`;
  await expect(make().start()).rejects.toMatchObject({ code: 'migration_failed' });
});
