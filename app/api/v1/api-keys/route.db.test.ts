import { afterAll, beforeAll, expect, test } from 'vitest';
import { createKey } from '#lib/access/api-keys.ts';
import { ApiKeyOnWire } from '#lib/schema/api-key.ts';
import { startTestRuntime } from '#lib/testing/runtime.ts';
import * as session from '../session/route.ts';
import * as one from './[id]/route.ts';
import * as all from './route.ts';

const base = 'http://127.0.0.1:3000/api/v1';
let testing: Awaited<ReturnType<typeof startTestRuntime>>;
let admin: string;
beforeAll(async () => {
  testing = await startTestRuntime({ env: { REQUIRE_KEY: 'true' } });
  admin = (await createKey(testing.db, { name: 'admin', scope: 'admin', userId: 'ada' })).secret;
});
afterAll(() => testing.stop());

const headers = (secret: string) => ({
  authorization: `Bearer ${secret}`,
  'content-type': 'application/json',
});
const post = (body: unknown, secret = admin) =>
  all.POST(
    new Request(`${base}/api-keys`, { method: 'POST', headers: headers(secret), body: JSON.stringify(body) }),
    { params: Promise.resolve({}) },
  );
const list = async () => {
  const request = new Request(`${base}/api-keys`, { headers: headers(admin) });
  return (await all.GET(request, { params: Promise.resolve({}) })).text();
};
const end = (id: string, secret = admin) =>
  one.DELETE(new Request(`${base}/api-keys/${id}`, { method: 'DELETE', headers: headers(secret) }), {
    params: Promise.resolve({ id }),
  });
const asks = async (secret: string) => {
  const request = new Request(`${base}/session`, { headers: headers(secret) });
  return session.GET(request, { params: Promise.resolve({}) });
};

test('an admin makes a key that lets in, sees it without its secret, and ends it', async () => {
  const response = await post({
    name: ' A program ',
    scope: 'read',
    user_id: 'ada',
    expires_in_seconds: 3600,
  });
  expect(response.status).toBe(201);
  const { secret, ...key } = await response.json();
  expect(ApiKeyOnWire.parse(key)).toMatchObject({ name: 'A program', scope: 'read', user_id: 'ada' });
  expect(Date.parse(key.expires_at) - Date.parse(key.created_at)).toBeGreaterThan(3_500_000);
  expect(await (await asks(secret)).json()).toMatchObject({ user_id: 'ada', scope: 'read' });

  const listed = await list();
  expect(listed).not.toContain(secret);
  expect(listed).not.toMatch(/"hash"/);
  const shown = JSON.parse(listed).data.find(({ id }: { id: string }) => id === key.id);
  expect(shown).toMatchObject({ ...key, last_used_at: expect.any(String) });

  const ended = await end(key.id);
  expect(ApiKeyOnWire.parse(await ended.json()).revoked_at).not.toBeNull();
  expect((await asks(secret)).status).toBe(401);
  expect((await end(key.id)).status).toBe(200);
});

test('a key is a user of its own who may write where nothing else is said', async () => {
  const key = await (await post({ name: 'plain' })).json();
  expect(key).toMatchObject({ scope: 'write', user_id: `key-${key.id}`, expires_at: null });
  expect((await post({ name: 'more' }, key.secret)).status).toBe(403);
  expect((await end(key.id, key.secret)).status).toBe(403);
});

test.each([{ user_id: 'local' }, { user_id: 'bob' }])(
  'a stolen key of an admin opens nobody else’s things: %j',
  async (more) => {
    const before = await testing.db.apiKey.count();
    const response = await post({ name: 'x', ...more });
    expect([response.status, await testing.db.apiKey.count()]).toEqual([403, before]);
  },
);

test.each([
  [{}, 'name'],
  [{ name: 'x', scope: 'admin' }, 'scope'],
  [{ name: ' ' }, 'name'],
  [{ name: 'x', scope: 'root' }, 'scope'],
  [{ name: 'x', user_id: '../ada' }, 'user_id'],
  [{ name: 'x', expires_at: '2027-01-31T00:00:00Z', expires_in_seconds: 5 }, 'expires_at'],
  [{ name: 'x', expires_at: 'tomorrow' }, 'expires_at'],
  [{ name: 'x', expires_at: '2001-01-01T00:00:00Z' }, 'expired already'],
  [{ name: 'x', hash: 'mine' }, 'hash'],
])('refuses %j and says why', async (body, why) => {
  const response = await post(body);
  expect(response.status).toBe(400);
  expect((await response.json()).detail).toContain(why);
});

test.each(['admin', 'iur_', '0198c0de-0000-7000-8000-000000000000'])(
  'ends nothing by the name, the beginning or an id that is not there: %s',
  async (id) => {
    expect((await end(id)).status).toBe(404);
    expect((await asks(admin)).status).toBe(200);
  },
);
