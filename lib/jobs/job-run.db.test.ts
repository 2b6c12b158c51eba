import { afterAll, beforeAll, expect, test } from 'vitest';
import { createTestDatabase } from '#lib/testing/database.ts';
import { createTestJob } from '#lib/testing/job.ts';
import { askForRun, seeRun } from './job-run.ts';
import { cancelJob, getJob, holdJob, startJob } from './jobs.ts';

let database: Awaited<ReturnType<typeof createTestDatabase>>;
beforeAll(async () => {
  database = await createTestDatabase();
});
afterAll(() => database.drop());

const read = (jobId: string) => getJob(database.db, { jobId, userId: 'local' });

async function started(): Promise<string> {
  const jobId = await createTestJob(database.db);
  await startJob(database.db, { jobId, runId: 'first' });
  return jobId;
}

const start = (jobId: string, runId: string, fence?: number) =>
  startJob(database.db, { jobId, runId, fence });

test('a job stays with its run until another was asked for, and goes to the one that shows the last number', async () => {
  const jobId = await started();
  expect(await start(jobId, 'twin')).toMatchObject({ runId: 'first', attempt: 1 });
  expect(await start(jobId, 'unasked', 1)).toMatchObject({ runId: 'first' });

  expect(await askForRun(database.db, { jobId, fence: 0 })).toBe(true);
  expect(await askForRun(database.db, { jobId, fence: 0 })).toBe(false); // another process was first
  expect(await askForRun(database.db, { jobId, fence: 1 })).toBe(true);
  expect(await start(jobId, 'late', 1)).toMatchObject({ runId: 'first' });
  expect(await start(jobId, 'second', 2)).toMatchObject({ runId: 'second', attempt: 2 });
  expect(await start(jobId, 'second', 2)).toMatchObject({ runId: 'second', attempt: 2 });
  expect(await start(jobId, 'twin', 2)).toMatchObject({ runId: 'second' });

  const sent = await database.db.outbox.findMany({ where: { eventId: { startsWith: `${jobId}:run:` } } });
  expect(sent.map(({ eventId, name, data }) => ({ eventId, name, data }))).toEqual(
    [1, 2].map((fence) => ({
      eventId: `${jobId}:run:${fence}`,
      name: 'job/research.requested',
      data: { job_id: jobId, user_id: 'local', priority: 5, fence },
    })),
  );
});

test('a run that is seen again keeps its job, and one that was followed is told so', async () => {
  const jobId = await started();
  await askForRun(database.db, { jobId, fence: 0 });
  expect(await seeRun(database.db, { jobId, runId: 'first' })).toBe(true);
  expect(await start(jobId, 'second', 1)).toMatchObject({ runId: 'first' });

  await askForRun(database.db, { jobId, fence: 1 });
  expect(await start(jobId, 'third', 2)).toMatchObject({ runId: 'third' });
  expect(await seeRun(database.db, { jobId, runId: 'first' })).toBe(false);
  expect(await seeRun(database.db, { jobId, runId: 'third' })).toBe(true);
  await cancelJob(database.db, { jobId, userId: 'local' });
  expect(await seeRun(database.db, { jobId, runId: 'third' })).toBe(false);
  expect(await askForRun(database.db, { jobId, fence: 2 })).toBe(false);
});

test('the time in which nobody worked on a job is given back, once; a plan that waits gets its own back later', async () => {
  const jobId = await started();
  const { deadlineAt } = await read(jobId);
  await database.db.$executeRaw`
    UPDATE job SET run_seen_at = now() - interval '1 hour' WHERE job_id = ${jobId}::uuid`;
  await askForRun(database.db, { jobId, fence: 0 });
  await start(jobId, 'second', 1);
  const moved = await read(jobId);
  const movedMs = (moved.deadlineAt?.getTime() ?? 0) - (deadlineAt?.getTime() ?? 0);
  expect(movedMs).toBeGreaterThanOrEqual(3_600_000);
  await start(jobId, 'second', 1);
  expect((await read(jobId)).deadlineAt).toEqual(moved.deadlineAt);

  await holdJob(database.db, jobId);
  await database.db.$executeRaw`
    UPDATE job SET run_seen_at = now() - interval '1 hour' WHERE job_id = ${jobId}::uuid`;
  await askForRun(database.db, { jobId, fence: 1 });
  expect(await start(jobId, 'third', 2)).toMatchObject({ runId: 'third', deadlineAt: moved.deadlineAt });
});

test('a run that says that it will be silent counts as seen until then', async () => {
  const jobId = await started();
  await seeRun(database.db, { jobId, runId: 'first', silentSeconds: 600 });
  const [row] = await database.db.$queryRaw<{ ahead: boolean }[]>`
    SELECT run_seen_at > now() + interval '5 minutes' AS ahead FROM job WHERE job_id = ${jobId}::uuid`;
  expect(row?.ahead).toBe(true);
});
