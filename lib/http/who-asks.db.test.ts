import { afterAll, beforeAll, expect, test } from 'vitest';
import { createKey, revokeKey } from '#lib/access/api-keys.ts';
import type { Scope } from '#lib/schema/api-key.ts';
import { startTestRuntime } from '#lib/testing/runtime.ts';
import { route } from './route.ts';
import { whoAsks } from './who-asks.ts';

let runtime: Awaited<ReturnType<typeof startTestRuntime>>;
beforeAll(async () => {
  runtime = await startTestRuntime({ env: { REQUIRE_KEY: 'true' } });
});
afterAll(() => runtime.stop());

const make = (scope: Scope = 'write', more: { userId?: string } = {}) =>
  createKey(runtime.db, { name: scope, scope, ...more });
const bearing = (secret: string) => new Headers({ authorization: `Bearer ${secret}` });

const handlers = route({
  GET: async (_, { userId }) => Response.json({ userId }),
  POST: async () => Response.json({}),
  DELETE: async () => Response.json({}),
});
const call = (method: 'GET' | 'POST' | 'DELETE' | 'PATCH', headers: Headers = new Headers()) =>
  handlers[method](new Request('http://127.0.0.1:3000/api/x', { method, headers }), {
    params: Promise.resolve({}),
  });

test('a key says whose everything is', async () => {
  const named = await make('write', { userId: 'team' });
  expect(await whoAsks(bearing(named.secret))).toMatchObject({ userId: 'team', scope: 'write' });
  const own = await make();
  expect(await (await call('GET', bearing(own.secret))).json()).toEqual({ userId: `key-${own.id}` });
  const odd = new Headers({ authorization: `bearer   ${own.secret} ` });
  expect((await call('GET', odd)).status).toBe(200);
});

test.each<[string, Record<string, string>]>([
  ['nothing', {}],
  ['an empty key', { authorization: 'Bearer ' }],
  ['a wrong key', { authorization: `Bearer iur_${'A'.repeat(43)}` }],
  ['a key of 100 KB', { authorization: `Bearer ${'A'.repeat(100_000)}` }],
  ['SQL', { authorization: "Bearer ' OR 1=1 --" }],
  ['another scheme', { authorization: 'Basic bG9jYWw6bG9jYWw=' }],
  ['a cookie that nobody was given', { cookie: 'theme=dark; intentui_session=abc' }],
])('%s lets nobody in, and one answer says how to be let in', async (_, headers) => {
  const response = await call('GET', new Headers(headers));
  expect(response.status).toBe(401);
  expect(response.headers.get('www-authenticate')).toBe('Bearer realm="IntentUI Research"');
  expect(response.headers.get('cache-control')).toContain('no-store');
  expect(await response.json()).toMatchObject({ code: 'unauthorized', detail: expect.stringMatching(/\.$/) });
});

test('what is not answered here is told to nobody without a key', async () => {
  expect((await call('PATCH')).status).toBe(401);
  expect((await call('PATCH', bearing((await make()).secret))).status).toBe(405);
});

test.each<[Scope, number, number]>([
  ['read', 200, 403],
  ['write', 200, 200],
  ['admin', 200, 200],
])('a key of scope %s: GET %i, POST and DELETE %i', async (scope, reading, writing) => {
  const { secret } = await make(scope);
  expect((await call('GET', bearing(secret))).status).toBe(reading);
  for (const method of ['POST', 'DELETE'] as const) {
    const response = await call(method, bearing(secret));
    expect(response.status).toBe(writing);
    if (writing === 403) {
      expect(response.headers.get('www-authenticate')).toContain('insufficient_scope');
      expect(await response.json()).toMatchObject({
        code: 'forbidden',
        detail: expect.stringContaining('scope write'),
      });
    }
  }
});

test('a key that is revoked is refused with the next request, in any process', async () => {
  const { secret, id } = await make();
  const headers = bearing(secret);
  expect((await call('GET', headers)).status).toBe(200);
  await revokeKey(runtime.db, id);
  expect((await call('GET', headers)).status).toBe(401);
});

test('many wrong keys are held off, a right one among them is not', async () => {
  const { secret } = await make();
  const statuses = new Map<number, number>();
  for (let sent = 0; sent < 300; sent += 1) {
    const { status } = await call('GET', bearing(`iur_${sent}`));
    statuses.set(status, (statuses.get(status) ?? 0) + 1);
  }
  expect([...statuses.keys()].sort()).toEqual([401, 429]);
  const late = await call('GET', bearing('iur_wrong'));
  if (late.status === 429) expect(Number(late.headers.get('retry-after'))).toBeGreaterThan(0);
  expect((await call('GET', bearing(secret))).status).toBe(200);
});
