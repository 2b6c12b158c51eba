import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import type { Db } from '#lib/db.ts';
import { eventually } from '#lib/engine/contract/index.ts';
import { createJobListener, type JobListener } from '#lib/jobs/job-listener.ts';
import { cancelJob, failJob, finishEarly, startJob } from '#lib/jobs/jobs.ts';
import { createLog } from '#lib/log.ts';
import { createTestDatabase } from '#lib/testing/database.ts';
import { createTestJob } from '#lib/testing/job.ts';
import { watchJob } from './watch-job.ts';

const log = createLog('test', 'error');
let database: Awaited<ReturnType<typeof createTestDatabase>>;
let listener: JobListener;
/** Hears nothing: its connection was never made. */
let deaf: JobListener;
beforeAll(async () => {
  database = await createTestDatabase();
  listener = createJobListener({ databaseUrl: database.url, log });
  deaf = createJobListener({ databaseUrl: database.url, log });
  await listener.start();
});
afterAll(async () => {
  await listener.stop();
  await database.drop();
});

/** A pool without a free connection: whoever looks at the row waits for ever. */
const blind = { job: { findUnique: () => new Promise(() => {}) } } as unknown as Db;

async function watch({ db = database.db, by = listener }: { db?: Db; by?: JobListener } = {}) {
  const jobId = await createTestJob(database.db);
  await startJob(database.db, { jobId, runId: 'run' });
  return {
    jobId,
    ...watchJob({ db, listener: by, jobId, runId: 'run', leftMs: null, finishRequested: false }),
  };
}

const ways = [
  ['its notification alone, the row out of sight', () => ({ db: blind })],
  ['the row alone, the notification lost', () => ({ by: deaf })],
] as const;

describe.each(ways)('a job that is watched by %s', (_, by) => {
  test.each([
    ['cancelled', (jobId: string) => cancelJob(database.db, { jobId, userId: 'local' })],
    [
      'failed by another worker',
      (jobId: string) =>
        failJob(database.db, {
          jobId,
          error: { code: 'internal', message: 'x', retryable: false, step: null, attempt: null },
        }),
    ],
  ])('lets its step go when it is %s', async (_, end) => {
    const watched = await watch(by());
    expect(watched.signal.aborted).toBe(false);
    await end(watched.jobId);
    await eventually(() => expect(watched.signal.aborted).toBe(true));
    expect(watched.reason()).toMatchObject({ code: 'job_ended' });
    expect(watched.finishing.aborted).toBe(false);
    watched.stop();
  });
});

test('a job whose row is gone lets its step go', async () => {
  const watched = await watch();
  await database.db.job.delete({ where: { jobId: watched.jobId } });
  await eventually(() => expect(watched.signal.aborted).toBe(true));
  watched.stop();
});

test.each([
  ['at once, by its notification', () => ({})],
  ['by its row, the notification lost', () => ({ by: deaf })],
])('a step hears that it should finish now %s, and is not broken off', async (_, by) => {
  const watched = await watch(by());
  await finishEarly(database.db, { jobId: watched.jobId, userId: 'local' });
  await eventually(() => expect(watched.finishing.aborted).toBe(true));
  expect(watched.signal.aborted).toBe(false);
  watched.stop();
});

test('what happens to another job, or after the watch, is not heard', async () => {
  const watched = await watch();
  const other = await watch();
  other.stop();
  await cancelJob(database.db, { jobId: other.jobId, userId: 'local' });
  // Heard by looking alone, and so after the others have looked once more.
  const late = await watch({ by: deaf });
  await cancelJob(database.db, { jobId: late.jobId, userId: 'local' });
  await eventually(() => expect(late.signal.aborted).toBe(true));
  expect([watched.signal.aborted, other.signal.aborted]).toEqual([false, false]);
  watched.stop();
  late.stop();
});
