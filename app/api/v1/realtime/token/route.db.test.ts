import { once } from 'node:events';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { WebSocket } from 'ws';
import { jobUpdates, userUpdates } from '#inngest/channels.ts';
import { inngest } from '#inngest/client.ts';
import { createEngine, type Engine } from '#lib/engine/index.ts';
import { createJob } from '#lib/jobs/jobs.ts';
import type { JobUpdate } from '#lib/schema/job-update.ts';
import { Problem } from '#lib/schema/problem.ts';
import { startTestRuntime } from '#lib/testing/runtime.ts';
import { POST } from './route.ts';

const page = 'http://127.0.0.1:3000';
const keys = { INNGEST_SIGNING_KEY: '0123456789abcdef', INNGEST_EVENT_KEY: 'event-key' };
const before = { ...process.env };
let runtime: Awaited<ReturnType<typeof startTestRuntime>>;
let engine: Engine;
let engineHost = '';

beforeAll(async () => {
  runtime = await startTestRuntime();
  engine = createEngine({
    databaseUrl: runtime.url,
    port: 0,
    signingKey: keys.INNGEST_SIGNING_KEY,
    eventKey: keys.INNGEST_EVENT_KEY,
    appUrl: `${page}/api/inngest`,
    log: runtime.log,
  });
  const { port } = await engine.start();
  engineHost = `127.0.0.1:${port}`;
  Object.assign(process.env, keys, { INNGEST_BASE_URL: `http://${engineHost}`, INNGEST_DEV: '0' });
  inngest.setEnvVars();
});
afterAll(async () => {
  await engine.stop();
  for (const name of ['INNGEST_SIGNING_KEY', 'INNGEST_EVENT_KEY', 'INNGEST_BASE_URL', 'INNGEST_DEV']) {
    if (before[name] === undefined) delete process.env[name];
    else process.env[name] = before[name];
  }
  await runtime.stop();
});

const ask = (body: unknown, headers: Record<string, string> = {}) =>
  POST(
    new Request(`${page}/api/v1/realtime/token`, {
      method: 'POST',
      headers: { 'content-type': 'application/json', ...headers },
      body: typeof body === 'string' ? body : JSON.stringify(body),
    }),
    { params: Promise.resolve({}) },
  );

const newJob = async (userId = 'local') => {
  const order = { jobType: 'research', input: {}, priority: 5, metadata: {}, deadlineSeconds: 60 } as const;
  return (await createJob(runtime.db, { ...order, userId })).job.jobId;
};

/** The first message heard with a token; the engine is asked directly, as the page's origin would hand it on. */
async function firstHeard(key: string, publish: () => Promise<unknown>): Promise<unknown> {
  const client = new WebSocket(`ws://${engineHost}/v1/realtime/connect?token=${key}`, { origin: page });
  await once(client, 'open');
  const message = once(client, 'message');
  await publish();
  const [text] = await message;
  client.close();
  return JSON.parse(String(text)).data;
}

const update = (job_id: string): JobUpdate => ({
  type: 'job_update',
  job_id,
  status: 'in_progress',
  phase: 'gather',
  progress: 0.5,
  last_seq: 3,
});

test('gives a token for the caller’s own channel and the address of the page', async () => {
  const response = await ask({});
  expect(response.status).toBe(200);
  expect(response.headers.get('cache-control')).toContain('no-store');
  const { key, apiBaseUrl } = (await response.json()) as { key: string; apiBaseUrl: string };
  expect(apiBaseUrl).toBe(page);
  const heard = await firstHeard(key, async () => {
    await inngest.realtime.publish(userUpdates({ userId: 'another' }).update, update('theirs'));
    await inngest.realtime.publish(userUpdates({ userId: 'local' }).update, update('mine'));
  });
  expect(heard).toEqual(update('mine'));
});

test('gives a token for one job, which hears that job alone', async () => {
  const [jobId, other] = [await newJob(), await newJob()];
  const { key } = (await (await ask({ job_id: jobId })).json()) as { key: string };
  const heard = await firstHeard(key, async () => {
    await inngest.realtime.publish(userUpdates({ userId: 'local' }).update, update(jobId));
    await inngest.realtime.publish(jobUpdates({ jobId: other }).update, update(other));
    await inngest.realtime.publish(jobUpdates({ jobId }).update, update(jobId));
  });
  expect(heard).toEqual(update(jobId));
});

test('answers with the origin that the browser knows', async () => {
  const origin = 'http://localhost:3000';
  const response = await ask({}, { host: 'localhost:3000', origin });
  expect(await response.json()).toMatchObject({ apiBaseUrl: origin });
});

test.each([
  ['another’s job', async () => ({ job_id: await newJob('another') }), 404],
  ['an unknown job', async () => ({ job_id: '0190a0a0-0000-7000-8000-000000000000' }), 404],
  ['no id', async () => ({ job_id: 'x' }), 404],
  ['a channel by name', async () => ({ channel: 'user:another' }), 400],
  ['a list', async () => [], 400],
  ['no JSON', async () => '{', 400],
  ['too much', async () => ({ job_id: 'x'.repeat(2000) }), 413],
])('refuses %s', async (_, body, status) => {
  const response = await ask(await body());
  expect(response.status).toBe(status);
  expect(Problem.parse(await response.json()).status).toBe(status);
});

test('refuses a foreign page', async () => {
  expect((await ask({}, { origin: 'http://evil.example' })).status).toBe(403);
});
