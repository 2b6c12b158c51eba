import { v7 as uuidv7 } from 'uuid';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { completeJob } from '#lib/jobs/jobs.ts';
import { Turn } from '#lib/schema/conversation.ts';
import { runtime as current, setRuntime } from '#lib/server/runtime.ts';
import { begin, origin, read, withId } from '#lib/testing/conversation.ts';
import { startTestRuntime } from '#lib/testing/runtime.ts';
import * as turns from './route.ts';

let runtime: Awaited<ReturnType<typeof startTestRuntime>>;
beforeAll(async () => {
  runtime = await startTestRuntime();
});
afterAll(() => runtime.stop());

const post = (id: string, body: unknown) => {
  const headers = { 'content-type': 'application/json' };
  return turns.POST(new Request(origin, { method: 'POST', body: JSON.stringify(body), headers }), withId(id));
};
const message = { id: 'm-1', text: 'Why?' };

test('a message is taken with the job that answers it, and the same again is the same turn', async () => {
  const id = uuidv7();
  const woken = runtime.woken.count;
  const first = await post(id, { message, mode: 'answer' });
  expect(first.status).toBe(202);
  const turn = Turn.parse(await first.json());
  expect(turn).toMatchObject({ message_id: 'm-1', text: 'Why?', mode: 'answer', job: { status: 'pending' } });
  expect(runtime.woken.count).toBe(woken + 1);
  expect(Turn.parse(await (await post(id, { message, mode: 'answer' })).json())).toEqual(turn);
  expect((await read(id)).turns).toEqual([turn]);
});

test('what cannot be taken is refused with what is wrong', async () => {
  const { id } = await begin();
  expect((await post(id, { message, mode: 'answer' })).status).toBe(409);
  expect((await post(uuidv7(), { message: { id: 'm', text: ' ' }, mode: 'answer' })).status).toBe(400);
  expect((await post('no-id', { message, mode: 'answer' })).status).toBe(400);
  expect((await post(uuidv7(), { id: uuidv7(), message, mode: 'answer' })).status).toBe(400);
});

test('a message may cap what its answer uses, in money only where the price is known', async () => {
  const id = uuidv7();
  const asked = await post(id, { message, mode: 'research', budget: { tokens: 9_000, seconds: 30 } });
  const { job } = Turn.parse(await asked.json());
  expect(job?.budget).toEqual({ tokens: 9_000, seconds: 30 });
  const row = await runtime.db.job.findUniqueOrThrow({ where: { jobId: job?.job_id ?? '' } });
  expect(row.deadlineSeconds).toBe(30);
  expect((await post(uuidv7(), { message, mode: 'answer', budget: { tokens: 0 } })).status).toBe(400);
  const now = current();
  setRuntime({ ...now, models: { ...now.models, nameOf: () => 'dear' } });
  const dear = await post(uuidv7(), { message, mode: 'answer', budget: { cost_usd: 1 } });
  setRuntime(now);
  expect([dear.status, (await dear.json()).code]).toEqual([422, 'price_unknown']);
});

test('a conversation begins with a finished job', async () => {
  const { jobId } = await begin({ text: 'What is a cache?' });
  await completeJob(runtime.db, { jobId, result: {} });
  const id = uuidv7();
  expect((await post(id, { message, mode: 'answer', about_job_id: jobId })).status).toBe(202);
  expect((await read(id)).turns.map(({ text }) => text)).toEqual(['What is a cache?', 'Why?']);
});
