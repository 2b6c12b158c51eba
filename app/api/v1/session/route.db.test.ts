import { afterAll, beforeAll, expect, test } from 'vitest';
import { createKey, revokeKey } from '#lib/access/api-keys.ts';
import { createTestJob } from '#lib/testing/job.ts';
import { startTestRuntime } from '#lib/testing/runtime.ts';
import * as stream from '../jobs/[id]/stream/route.ts';
import * as jobs from '../jobs/route.ts';
import { DELETE, GET, POST } from './route.ts';

const base = 'http://127.0.0.1:3000';
const own = { origin: base };
const none = { params: Promise.resolve({}) };
let runtime: Awaited<ReturnType<typeof startTestRuntime>>;
beforeAll(async () => {
  runtime = await startTestRuntime({ env: { REQUIRE_KEY: 'true' } });
});
afterAll(() => runtime.stop());

const newKey = (more: { userId?: string } = {}) =>
  createKey(runtime.db, { name: 'mine', scope: 'write', ...more });
const handlers = { GET, POST, DELETE };
const ask = (method: keyof typeof handlers, headers: Record<string, string>, body?: object) =>
  handlers[method](
    new Request(`${base}/api/v1/session`, {
      method,
      headers: { ...headers, ...(body && { 'content-type': 'application/json' }) },
      body: body ? JSON.stringify(body) : null,
    }),
    none,
  );
async function signIn(key: string): Promise<string> {
  const response = await ask('POST', own, { key });
  expect(response.status).toBe(200);
  return (response.headers.get('set-cookie') ?? '').split(';')[0] as string;
}

test('a browser that shows a key is given a cookie that no script reads and no other site sends', async () => {
  const { secret, id } = await newKey();
  const response = await ask('POST', own, { key: ` ${secret}\n` });
  expect(response.headers.get('set-cookie')).toMatch(
    /^intentui_session=[\w-]{43}; Path=\/; Max-Age=25920\d\d; HttpOnly; SameSite=Lax$/,
  );
  expect(response.headers.get('cache-control')).toContain('no-store');
  const text = await response.text();
  expect(JSON.parse(text)).toEqual({ user_id: `key-${id}`, scope: 'write', key: { id, name: 'mine' } });
  expect(text).not.toContain(secret);
  const cookie = (response.headers.get('set-cookie') ?? '').split(';')[0] as string;
  expect(await (await ask('GET', { cookie: `theme=dark; ${cookie}` })).json()).toMatchObject({ key: { id } });
  const stored = JSON.stringify(await runtime.db.session.findMany());
  expect(stored).not.toContain(cookie.split('=')[1]);
});

test('a session lasts no longer than its key', async () => {
  const { secret } = await createKey(runtime.db, {
    ...{ name: 'short', scope: 'read' as const },
    expires: { inSeconds: 3600 },
  });
  const cookie = (await ask('POST', own, { key: secret })).headers.get('set-cookie');
  const seconds = Number(/Max-Age=(\d+)/.exec(cookie ?? '')?.[1]);
  expect(seconds).toBeGreaterThan(3000);
  expect(seconds).toBeLessThanOrEqual(3600);
});

test.each([
  ['a wrong key', { key: 'iur_wrong' }, 401],
  ['no key', {}, 400],
  ['an empty key', { key: ' ' }, 400],
  ['more than a key', { key: 'x'.repeat(201) }, 400],
  ['another field', { key: 'x', user: 'local' }, 400],
])('%s signs nobody in', async (_, body, status) => {
  const response = await ask('POST', own, body);
  expect([response.status, response.headers.get('set-cookie')]).toEqual([status, null]);
});

test('signing out ends the session everywhere, with or without one', async () => {
  const cookie = await signIn((await newKey()).secret);
  const out = await ask('DELETE', { ...own, cookie });
  expect(out.status).toBe(204);
  expect(out.headers.get('set-cookie')).toMatch(/^intentui_session=; Path=\/; Max-Age=0;/);
  expect((await ask('GET', { cookie })).status).toBe(401);
  expect((await ask('DELETE', { ...own, cookie })).status).toBe(204);
  expect((await ask('DELETE', own)).status).toBe(204);
});

test('a session ends with its key', async () => {
  const { secret, id } = await newKey();
  const cookie = await signIn(secret);
  expect((await ask('GET', { cookie })).status).toBe(200);
  await revokeKey(runtime.db, id);
  expect((await ask('GET', { cookie })).status).toBe(401);
});

const question = JSON.stringify({ job_type: 'research', input_data: { query: 'q' } });
test.each<[string, Record<string, string>, number]>([
  ['our own page', own, 202],
  ['our own page in a browser that names no origin', { 'sec-fetch-site': 'same-origin' }, 202],
  ['nobody who says where it comes from', {}, 403],
  ['a page of another site', { origin: 'https://evil.example', 'sec-fetch-site': 'cross-site' }, 403],
  ['a page of a sister site', { origin: 'http://evil.127.0.0.1', 'sec-fetch-site': 'same-site' }, 403],
  ['a page without an origin', { origin: 'null' }, 403],
  ['a form', { ...own, 'content-type': 'application/x-www-form-urlencoded' }, 415],
  ['a form of plain text', { ...own, 'content-type': 'text/plain' }, 415],
])('with a cookie, a job is taken from %s: %j → %i', async (_, headers, status) => {
  const cookie = await signIn((await newKey()).secret);
  const request = new Request(`${base}/api/v1/jobs`, {
    method: 'POST',
    headers: { cookie, 'content-type': 'application/json', ...headers },
    body: question,
  });
  const before = await runtime.db.job.count();
  expect((await jobs.POST(request, none)).status).toBe(status);
  expect((await runtime.db.job.count()) - before).toBe(status === 202 ? 1 : 0);
});

test('a stream ends soon after its key was revoked, and after its session was ended; others go on', async () => {
  const [one, two] = [await newKey({ userId: 'local' }), await newKey({ userId: 'local' })];
  const cookie = await signIn(two.secret);
  const id = await createTestJob(runtime.db);
  const leaving = new AbortController();
  const open = async (headers: Record<string, string>) => {
    const { signal } = leaving;
    const request = new Request(`${base}/api/v1/jobs/${id}/stream`, { headers, signal });
    const response = await stream.GET(request, { params: Promise.resolve({ id }) });
    expect(response.status).toBe(200);
    const state = { ended: false };
    response.text().then(
      () => {
        state.ended = true;
      },
      () => {
        state.ended = true;
      },
    );
    return state;
  };
  const byKey = await open({ authorization: `Bearer ${one.secret}` });
  const bySession = await open({ cookie });
  const byOther = await open({ authorization: `Bearer ${two.secret}` });
  await revokeKey(runtime.db, one.id);
  await ask('DELETE', { ...own, cookie });
  await expect.poll(() => [byKey.ended, bySession.ended], { timeout: 30_000 }).toEqual([true, true]);
  expect(byOther.ended).toBe(false);
  leaving.abort();
});
