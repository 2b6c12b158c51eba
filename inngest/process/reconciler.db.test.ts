import { afterAll, afterEach, beforeAll, describe, expect, test } from 'vitest';
import { readConfig } from '#lib/config.ts';
import { approvePlan, cancelJob, getJob, holdJob, startJob } from '#lib/jobs/jobs.ts';
import type { EngineEvent } from '#lib/jobs/outbox.ts';
import { createLog } from '#lib/log.ts';
import { createTestDatabase } from '#lib/testing/database.ts';
import { createTestJob } from '#lib/testing/job.ts';
import { waitUntil } from '#lib/testing/wait-until.ts';
import type { RunState } from './find-run.ts';
import { createReconciler } from './reconciler.ts';

let database: Awaited<ReturnType<typeof createTestDatabase>>;
let reconciler: ReturnType<typeof createReconciler> | undefined;
const sent: EngineEvent[] = [];
beforeAll(async () => {
  database = await createTestDatabase();
});
afterEach(async () => {
  await reconciler?.stop();
  sent.length = 0;
});
afterAll(() => database.drop());

function start({
  state = 'active',
  send,
}: {
  state?: RunState;
  send?: (events: EngineEvent[]) => Promise<void>;
} = {}) {
  reconciler = createReconciler({
    db: database.db,
    config: readConfig({}),
    log: createLog('test', 'error'),
    send: send ?? (async (events) => void sent.push(...events)),
    lookUp: async () => state,
    everyMs: 50,
  });
  reconciler.start();
}

const newJob = () => createTestJob(database.db);
const idsSent = () => sent.map(({ id }) => id);
const read = (jobId: string) => getJob(database.db, { jobId, userId: 'local' });

describe('the reconciler', () => {
  test('sends what waits in the outbox, again until the engine takes it', async () => {
    const jobId = await newJob();
    let refusals = 2;
    start({
      send: async (events) => {
        if (refusals-- > 0) throw new Error('engine down');
        sent.push(...events);
      },
    });
    await waitUntil(() => idsSent().includes(jobId));
  });

  test('sends again, under the same id, what was sent long ago and never started', async () => {
    const jobId = await newJob();
    await database.db.outbox.update({
      where: { eventId: jobId },
      data: { sentAt: new Date(Date.now() - 120_000) },
    });
    start();
    await waitUntil(() => idsSent().filter((id) => id === jobId).length === 1);
  });

  test('removes a job that ended longer ago than jobs are kept', async () => {
    const [old, kept] = [await newJob(), await newJob()];
    for (const jobId of [old, kept]) await cancelJob(database.db, { jobId, userId: 'local' });
    await database.db.$executeRaw`
      UPDATE job SET completed_at = now() - interval '91 days' WHERE job_id = ${old}::uuid`;
    start();
    await waitUntil(async () => (await database.db.job.count({ where: { jobId: old } })) === 0);
    expect((await read(kept)).status).toBe('cancelled');
  });

  test('ends a job whose deadline is long over', async () => {
    const jobId = await newJob();
    await startJob(database.db, { jobId, runId: 'run' });
    await database.db.job.update({ where: { jobId }, data: { deadlineAt: new Date(Date.now() - 60_000) } });
    start();
    await waitUntil(async () => (await read(jobId)).status === 'failed');
    expect((await read(jobId)).error).toMatchObject({ code: 'deadline_exceeded' });
  });

  test.each<[RunState, string]>([
    ['unknown_to_engine', 'asks for a new run'],
    ['ended', 'ends the job'],
    ['unclear', 'leaves it'],
  ])('when the engine says %s of a quiet job, it %s', async (state) => {
    const jobId = await newJob();
    await startJob(database.db, { jobId, runId: 'run' });
    await database.db.job.update({ where: { jobId }, data: { runSeenAt: new Date(Date.now() - 120_000) } });
    start({ state });
    if (state === 'unknown_to_engine') await waitUntil(() => idsSent().includes(`${jobId}:run:1`));
    if (state === 'ended') await waitUntil(async () => (await read(jobId)).status === 'failed');
    if (state === 'unclear') await waitUntil(() => idsSent().includes(jobId));
    expect((await read(jobId)).status).toBe(state === 'ended' ? 'failed' : 'in_progress');
    await cancelJob(database.db, { jobId, userId: 'local' });
  });

  test.each<[RunState, string]>([
    ['unknown_to_engine', 'asks for a new run, and the job waits on'],
    ['ended', 'ends the job'],
  ])('when the engine says %s of a job that waits for approval, it %s', async (state) => {
    const jobId = await newJob();
    await startJob(database.db, { jobId, runId: 'run' });
    await holdJob(database.db, jobId);
    await database.db.job.update({ where: { jobId }, data: { runSeenAt: new Date(Date.now() - 120_000) } });
    start({ state });
    if (state === 'unknown_to_engine') await waitUntil(() => idsSent().includes(`${jobId}:run:1`));
    else await waitUntil(async () => (await read(jobId)).status === 'failed');
    expect((await read(jobId)).status).toBe(state === 'ended' ? 'failed' : 'waiting');
    await startJob(database.db, { jobId, runId: 'next', fence: 1 });
    expect((await read(jobId)).runId).toBe(state === 'ended' ? 'run' : 'next');
    await cancelJob(database.db, { jobId, userId: 'local' });
  });

  test('says again that a plan was approved, until the run goes on', async () => {
    const jobId = await newJob();
    await startJob(database.db, { jobId, runId: 'run' });
    await holdJob(database.db, jobId);
    await approvePlan(database.db, { jobId, userId: 'local', plan: null });
    await database.db.outbox.update({
      where: { eventId: `${jobId}:approved` },
      data: { sentAt: new Date(Date.now() - 5_000) },
    });
    start();
    await waitUntil(() => idsSent().includes(`${jobId}:approved:1`));
  });
});
