import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import { createKey } from '#lib/access/api-keys.ts';
import { openSession } from '#lib/access/sessions.ts';
import { cancelJob } from '#lib/jobs/jobs.ts';
import { runtime } from '#lib/server/runtime.ts';
import { createTestJob } from '#lib/testing/job.ts';
import { startTestRuntime } from '#lib/testing/runtime.ts';
import * as turns from '../../app/api/v1/conversations/[id]/turns/route.ts';
import * as jobs from '../../app/api/v1/jobs/route.ts';
import { route, streamResponse } from './route.ts';
import { whoAsks } from './who-asks.ts';

const base = 'http://127.0.0.1:3000';
let testing: Awaited<ReturnType<typeof startTestRuntime>>;
beforeAll(async () => {
  testing = await startTestRuntime({ env: { REQUIRE_KEY: 'true' } });
});
afterAll(() => testing.stop());
beforeEach(() => allow({ KEY_REQUESTS: 1000, KEY_STREAMS: 10, KEY_JOBS_AT_ONCE: 50, KEY_JOBS_PER_DAY: 500 }));

const allow = (limits: object) => Object.assign(runtime().config, limits);
const newKey = () => createKey(testing.db, { name: 'k', scope: 'write' });
const none = { params: Promise.resolve({}) };
const plain = route({ GET: async () => Response.json({}) });
const get = (secret: string, headers: Record<string, string> = {}) =>
  plain.GET(new Request(base, { headers: { authorization: `Bearer ${secret}`, ...headers } }), none);

describe('requests', () => {
  test('more than a key may make are refused until the window is over; another key is not touched', async () => {
    allow({ KEY_REQUESTS: 60 });
    const [one, other] = [await newKey(), await newKey()];
    const answers = await Promise.all(
      Array.from({ length: 200 }, (_, at) => get(one.secret, { 'x-forwarded-for': `10.0.0.${at}` })),
    );
    const passed = answers.filter(({ status }) => status === 200);
    const refused = answers.filter(({ status }) => status === 429);
    expect(passed.length + refused.length).toBe(200);
    // A busy machine may need more than one window, and every window lets 60 pass.
    expect(passed.length % 60 === 0 || passed.length < 200).toBe(true);
    expect(passed.length).toBeGreaterThanOrEqual(60);
    expect(refused.length).toBeGreaterThan(0);
    for (const answer of answers) {
      expect(answer.headers.get('ratelimit-policy')).toBe('"requests";q=60;w=10');
      expect(answer.headers.get('ratelimit')).toMatch(/^"requests";r=\d+;t=\d+$/);
    }
    expect(refused[0]?.headers.get('ratelimit')).toContain(';r=0;');
    const seconds = Number(refused[0]?.headers.get('retry-after'));
    expect(seconds).toBeGreaterThanOrEqual(1);
    expect(seconds).toBeLessThanOrEqual(10);
    expect(await refused[0]?.json()).toMatchObject({ code: 'rate_limited' });
    expect((await get(other.secret)).status).toBe(200);
    // The window is over by the database's clock: as if the time to wait had passed.
    await testing.db.$executeRaw`UPDATE key_use SET window_start = window_start - interval '10 seconds'`;
    expect((await get(one.secret)).status).toBe(200);
  });

  test('pages ask in many small requests: a session has more of them, counted apart', async () => {
    allow({ KEY_REQUESTS: 2 });
    const { id, secret } = await newKey();
    const { cookie } = await openSession(testing.db, { keyId: id, days: 1 });
    const asPage = () =>
      plain.GET(new Request(base, { headers: { cookie: `intentui_session=${cookie}` } }), none);
    const answers = await Promise.all(Array.from({ length: 12 }, asPage));
    expect(answers.every(({ headers }) => headers.get('ratelimit-policy') === '"requests";q=10;w=10')).toBe(
      true,
    );
    expect(answers.filter(({ status }) => status === 200).length).toBeGreaterThanOrEqual(10);
    expect((await get(secret)).status).toBe(200);
  });

  test('opening a page counts as nothing', async () => {
    allow({ KEY_REQUESTS: 1 });
    const { secret } = await newKey();
    const headers = new Headers({ authorization: `Bearer ${secret}` });
    for (let opened = 0; opened < 5; opened += 1) await whoAsks(headers, { counts: false });
    expect((await get(secret)).status).toBe(200);
  });

  test('without a key nothing is counted', async () => {
    runtime().config.REQUIRE_KEY = false;
    try {
      const response = await plain.GET(new Request(base), none);
      expect([response.status, response.headers.get('ratelimit')]).toEqual([200, null]);
    } finally {
      runtime().config.REQUIRE_KEY = true;
    }
  });
});

describe('streams', () => {
  const opened: ReadableStreamDefaultController<Uint8Array>[] = [];
  const streaming = route(
    {
      GET: async (request) => {
        if (request.url.endsWith('/gone')) throw new Error('nothing to stream');
        if (request.url.endsWith('/over')) return new Response(null, { status: 204 });
        return streamResponse(
          new ReadableStream({
            start(controller) {
              opened.push(controller);
              controller.enqueue(new TextEncoder().encode('data: 1\n\n'));
            },
          }),
        );
      },
    },
    { produces: 'text/event-stream' },
  );
  const open = (secret: string, path = '/live') =>
    streaming.GET(new Request(base + path, { headers: { authorization: `Bearer ${secret}` } }), none);

  test('one more than a key may have open is refused, until one of them ends, breaks off or is left', async () => {
    allow({ KEY_STREAMS: 3 });
    const [one, other] = [await newKey(), await newKey()];
    for (const path of ['/gone', '/over']) for (let at = 0; at < 4; at += 1) await open(one.secret, path);
    const streams = [await open(one.secret), await open(one.secret), await open(one.secret)];
    const refused = async () => (await open(one.secret)).status;
    const isFull = async () => expect(await refused()).toBe(429);
    const response = await open(one.secret);
    expect(response.headers.get('retry-after')).toBe('5');
    expect(await response.json()).toMatchObject({ code: 'too_many_streams' });
    expect((await open(other.secret)).status).toBe(200);

    opened[0]?.close();
    expect(await streams[0]?.text()).toBe('data: 1\n\n');
    const second = await open(one.secret);
    expect(second.status).toBe(200);
    await isFull();

    await streams[1]?.body?.cancel();
    const third = await open(one.secret);
    expect(third.status).toBe(200);
    await isFull();

    const reading = streams[2]?.text();
    opened[2]?.error(new Error('broke off'));
    await expect(reading).rejects.toThrow('broke off');
    const fourth = await open(one.secret);
    expect(fourth.status).toBe(200);
    await isFull();
    for (const stream of [second, third, fourth]) await stream.body?.cancel();
  });
});

describe('jobs', () => {
  const submit = (secret: string, key?: string) =>
    jobs.POST(
      new Request(`${base}/api/v1/jobs`, {
        method: 'POST',
        headers: {
          authorization: `Bearer ${secret}`,
          'content-type': 'application/json',
          ...(key && { 'idempotency-key': key }),
        },
        body: JSON.stringify({ job_type: 'research', input_data: { query: 'q' } }),
      }),
      none,
    );
  const say = (secret: string, messageId: string, id = crypto.randomUUID()) =>
    turns.POST(
      new Request(`${base}/api/v1/conversations/${id}/turns`, {
        method: 'POST',
        headers: { authorization: `Bearer ${secret}`, 'content-type': 'application/json' },
        body: JSON.stringify({ message: { id: messageId, text: 'q' }, mode: 'answer' }),
      }),
      { params: Promise.resolve({ id }) },
    );

  test('as many as may be are at work at once, of this user alone', async () => {
    allow({ KEY_JOBS_AT_ONCE: 2 });
    const [one, other] = [await newKey(), await newKey()];
    await createTestJob(testing.db);
    const first = await (await submit(one.secret)).json();
    expect((await say(one.secret, 'm1')).status).toBe(202);
    for (const refused of [await submit(one.secret), await say(one.secret, 'm2')]) {
      expect([refused.status, refused.headers.get('retry-after')]).toEqual([429, '10']);
      expect(await refused.json()).toMatchObject({ code: 'too_many_jobs' });
    }
    expect((await submit(other.secret)).status).toBe(202);
    await cancelJob(testing.db, { jobId: first.job_id, userId: `key-${one.id}` });
    expect((await submit(one.secret)).status).toBe(202);
  });

  test('a day has so many; what is asked again, or was refused, counts once or not at all', async () => {
    allow({ KEY_JOBS_PER_DAY: 3 });
    const { secret } = await newKey();
    const id = crypto.randomUUID();
    expect((await submit(secret, 'once')).status).toBe(202);
    expect((await submit(secret, 'once')).headers.get('idempotent-replayed')).toBe('true');
    expect((await say(secret, 'm', id)).status).toBe(202);
    expect((await say(secret, 'm', id)).status).toBe(202);
    // The message before is still being answered.
    expect((await say(secret, 'n', id)).status).toBe(409);
    expect((await submit(secret)).status).toBe(202);
    const refused = await submit(secret);
    expect(refused.status).toBe(429);
    expect(Number(refused.headers.get('retry-after'))).toBeLessThanOrEqual(86_400);
    expect(await refused.json()).toMatchObject({
      code: 'too_many_jobs',
      detail: expect.stringContaining('3 jobs'),
    });
    await testing.db
      .$executeRaw`UPDATE key_use SET window_start = window_start - interval '1 day' WHERE kind = 'jobs'`;
    expect((await submit(secret)).status).toBe(202);
  });
});
