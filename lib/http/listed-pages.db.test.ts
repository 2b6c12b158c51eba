import { afterAll, beforeAll, expect, test } from 'vitest';
import { createKey, revokeKey } from '#lib/access/api-keys.ts';
import { openSession } from '#lib/access/sessions.ts';
import { runtime } from '#lib/server/runtime.ts';
import { startTestRuntime } from '#lib/testing/runtime.ts';
import { route } from './route.ts';
import { guardSocket, sealFor } from './socket-guard.ts';

const page = 'https://app.example';
const base = 'http://127.0.0.1:3000/api/x';
const handlers = route({
  GET: async (_, { userId }) => Response.json({ userId }),
  POST: async (_, { userId }) => Response.json({ userId }),
});
let testing: Awaited<ReturnType<typeof startTestRuntime>>;
beforeAll(async () => {
  process.env.CORS_ORIGINS = `${page}/, http://localhost:4000`;
  testing = await startTestRuntime({ env: { INNGEST_SIGNING_KEY: 'secret' } });
});
afterAll(async () => {
  delete process.env.CORS_ORIGINS;
  await testing.stop();
});

const call = async (method: 'GET' | 'POST', headers: Record<string, string>) =>
  (await handlers[method](new Request(base, { method, headers }), { params: Promise.resolve({}) })).status;

test('a page of a listed origin needs a key, although nobody else does; a cookie is none', async () => {
  const { secret, id } = await createKey(testing.db, { name: 'app', scope: 'write' });
  const { cookie } = await openSession(testing.db, { keyId: id, days: 1 });
  const bearer = { authorization: `Bearer ${secret}` };
  for (const origin of [page, 'http://localhost:4000'])
    for (const method of ['GET', 'POST'] as const) {
      const from = { origin, 'sec-fetch-site': 'cross-site', 'sec-fetch-mode': 'cors' };
      expect(await call(method, { ...from, ...bearer })).toBe(200);
      expect(await call(method, from)).toBe(401);
      expect(await call(method, { ...from, cookie: `intentui_session=${cookie}` })).toBe(401);
    }
  expect(await call('GET', {})).toBe(200);
  for (const origin of ['https://evil.example', 'http://localhost:4001', 'null'])
    expect(await call('GET', { ...bearer, origin })).toBe(403);
});

test('a token to listen with is worth as long as its key is', async () => {
  const { config } = runtime();
  const { id, name } = await createKey(testing.db, { name: 'app', scope: 'read' });
  const rate = { most: 1, made: 1, windowSeconds: 1, resetSeconds: 1 };
  const caller = { userId: 'u', scope: 'read' as const, key: { id, name, session: null, rate } };
  const sealed = sealFor(caller, 'a.b.c', config);
  const { token, signal } = await guardSocket(sealed, config);
  expect([token, signal?.aborted]).toEqual(['a.b.c', false]);
  await revokeKey(testing.db, id);
  await expect.poll(() => signal?.aborted).toBe(true);

  const local = { userId: 'local', scope: 'admin' as const, key: null };
  expect(sealFor(local, 'a.b.c', config)).toBe('a.b.c');
  expect(await guardSocket('a.b.c', config)).toMatchObject({ token: 'a.b.c', signal: null });
  const asking = { ...config, REQUIRE_KEY: true };
  for (const bad of ['a.b.c', '', `${sealed}x`])
    await expect(guardSocket(bad, asking), bad).rejects.toThrow('missing, wrong or too old');
});

test('a key has so many WebSockets at once, and another one as soon as one is closed', async () => {
  const { id, name } = await createKey(testing.db, { name: 'app', scope: 'read' });
  const rate = { most: 1, made: 1, windowSeconds: 1, resetSeconds: 1 };
  const config = { ...runtime().config, KEY_SOCKETS: 2 };
  const sealed = sealFor(
    { userId: 'u', scope: 'read', key: { id, name, session: null, rate } },
    'a.b.c',
    config,
  );
  const sockets = await Promise.all([guardSocket(sealed, config), guardSocket(sealed, config)]);
  await expect(guardSocket(sealed, config)).rejects.toThrow('2 WebSockets are open');
  sockets.pop()?.leave();
  sockets.push(await guardSocket(sealed, config));
  for (const socket of sockets) socket.leave();
  (await guardSocket(sealed, config)).leave();
});
