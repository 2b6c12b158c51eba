import { afterAll, beforeAll, expect, test } from 'vitest';
import { appendEvent } from '#lib/jobs/event-log.ts';
import { cancelJob } from '#lib/jobs/jobs.ts';
import type { JobUpdate } from '#lib/schema/job-update.ts';
import { createTestJob } from '#lib/testing/job.ts';
import { startTestRuntime } from '#lib/testing/runtime.ts';
import { waitUntil } from '#lib/testing/wait-until.ts';
import { createUpdatePublisher } from './update-publisher.ts';

let runtime: Awaited<ReturnType<typeof startTestRuntime>>;
beforeAll(async () => {
  runtime = await startTestRuntime();
});
afterAll(() => runtime.stop());

function start(published: JobUpdate[]) {
  const { db, url, listener } = runtime;
  return createUpdatePublisher({
    db,
    databaseUrl: url,
    listener,
    log: runtime.log,
    publish: async (update) => void published.push(update),
  });
}

test('of two processes one publishes; a burst is few updates and ends with the last state; the other takes over', async () => {
  const { db } = runtime;
  const [first, second]: JobUpdate[][] = [[], []];
  const leader = start(first as JobUpdate[]);
  await leader.start();
  const follower = start(second as JobUpdate[]);
  await follower.start();
  const jobId = await createTestJob(db);
  const startedAt = performance.now();
  for (let index = 0; index < 40; index += 1) {
    await appendEvent(db, { jobId, key: `k-${index}`, event: { type: 'warning', message: String(index) } });
  }
  await cancelJob(db, { jobId, userId: 'local' });
  await waitUntil(() => first?.at(-1)?.status === 'cancelled');
  const seconds = (performance.now() - startedAt) / 1000;
  expect(first?.at(-1)).toMatchObject({ type: 'job_update', job_id: jobId, last_seq: 42 });
  expect(first?.length).toBeLessThanOrEqual(Math.ceil(seconds * 4) + 2);
  expect(second).toEqual([]);

  await leader.stop();
  const missed = await createTestJob(db);
  await waitUntil(() => second?.some((update) => update.job_id === missed), { timeoutMs: 30_000 });
  await follower.stop();
});
