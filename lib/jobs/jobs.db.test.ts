import { readFile } from 'node:fs/promises';
import path from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import type { Db } from '#lib/db.ts';
import { Job } from '#lib/schema/job.ts';
import { createTestDatabase } from '#lib/testing/database.ts';
import { appendEvent, readEvents } from './event-log.ts';
import { toWire } from './job-wire.ts';
import {
  approvePlan,
  cancelJob,
  completeJob,
  createJob,
  enterPhase,
  failJob,
  finishEarly,
  getJob,
  holdJob,
  keepStepError,
  type NewJob,
  resumeJob,
  startJob,
} from './jobs.ts';

let database: Awaited<ReturnType<typeof createTestDatabase>>;
let db: Db;
beforeAll(async () => {
  database = await createTestDatabase();
  db = database.db;
});
afterAll(() => database.drop());

const order = (change: Partial<NewJob> = {}): NewJob => ({
  userId: 'local',
  jobType: 'research',
  input: { query: 'Why is the sky blue?', preset: 'quick' },
  priority: 5,
  metadata: {},
  deadlineSeconds: 600,
  ...change,
});

const create = async (change: Partial<NewJob> = {}) => (await createJob(db, order(change))).job;
const logOf = (jobId: string) => readEvents(db, { jobId, after: 0, limit: 10_000 });

describe('accepting a job', () => {
  test('stores the row, its first event and the outbox entry together', async () => {
    const job = await create();
    expect(Job.parse(toWire(job))).toMatchObject({
      status: 'pending',
      progress: 0,
      last_seq: 1,
      priority: 5,
    });
    expect(await logOf(job.jobId)).toMatchObject([{ type: 'job-created', seq: 1, status: 'pending' }]);
    const sent = await db.outbox.findUniqueOrThrow({ where: { eventId: job.jobId } });
    expect(sent).toMatchObject({
      name: 'job/research.requested',
      data: { job_id: job.jobId, priority: 5 },
      sentAt: null,
    });
  });

  test('leaves nothing behind when the transaction fails', async () => {
    const before = await db.outbox.count();
    await expect(create({ priority: 3_000_000_000 })).rejects.toThrow();
    expect(await db.outbox.count()).toBe(before);
  });

  test('100 requests at once with one key make one job', async () => {
    const idempotency = { key: 'k-100', bodyHash: 'a' };
    const answers = await Promise.all(
      Array.from({ length: 100 }, () => createJob(db, order({ idempotency }))),
    );
    expect(new Set(answers.map(({ job }) => job.jobId)).size).toBe(1);
    expect(answers.filter(({ replayed }) => !replayed)).toHaveLength(1);
  });

  test('refuses a key that was used for another body, and takes it from another user', async () => {
    await create({ idempotency: { key: 'k-1', bodyHash: 'a' } });
    await expect(create({ idempotency: { key: 'k-1', bodyHash: 'b' } })).rejects.toMatchObject({
      code: 'idempotency_mismatch',
    });
    const other = await create({ userId: 'other', idempotency: { key: 'k-1', bodyHash: 'b' } });
    expect(other.userId).toBe('other');
  });

  test('forgets a key after 24 hours', async () => {
    const first = await create({ idempotency: { key: 'k-old', bodyHash: 'a' } });
    await db.$executeRaw`UPDATE idempotency_key SET created_at = now() - interval '25 hours' WHERE key = 'k-old'`;
    const second = await create({ idempotency: { key: 'k-old', bodyHash: 'b' } });
    expect(second.jobId).not.toBe(first.jobId);
  });

  test('evidence is taken from jobs of the same user alone; naming others makes no job', async () => {
    const own = await create();
    const foreign = await create({ userId: 'other' });
    const before = await db.job.count();
    const unknown = '019a0000-0000-7000-8000-000000000000';
    for (const id of [foreign.jobId, unknown]) {
      await expect(create({ input: { query: 'q', evidence_from: [own.jobId, id] } })).rejects.toMatchObject({
        code: 'not_found',
      });
    }
    expect(await db.job.count()).toBe(before);
    await create({ input: { query: 'q', evidence_from: [own.jobId, own.jobId] } });
  });
});

describe('reading a job', () => {
  test('an unknown id, a malformed id and a foreign job are the same error', async () => {
    const foreign = await create({ userId: 'other' });
    const ask = (jobId: string) =>
      getJob(db, { jobId, userId: 'local' }).catch((error) => `${error.code} ${error.message}`);
    const answers = await Promise.all(
      ['0198c0de-0000-7000-8000-000000000000', 'nonsense', foreign.jobId].map(ask),
    );
    expect(new Set(answers).size).toBe(1);
    expect(answers[0]).toMatch(/^not_found/);
  });
});

describe('a job through its states', () => {
  test('starts once, moves forward and ends complete with gap-free events', async () => {
    const { jobId } = await create();
    await startJob(db, { jobId, runId: 'run-1' });
    await startJob(db, { jobId, runId: 'run-1' });
    await enterPhase(db, { jobId, phase: 'gather', progress: 0.4 });
    await enterPhase(db, { jobId, phase: 'gather', progress: 0.1 });
    await completeJob(db, { jobId, result: { answer: 42 } });
    const job = toWire(await getJob(db, { jobId, userId: 'local' }));
    expect(job).toMatchObject({ status: 'complete', progress: 1, attempt: 1, result: { answer: 42 } });
    const log = await logOf(jobId);
    expect(log.map(({ type }) => type)).toEqual([
      'job-created',
      'job-started',
      'job-progress',
      'usage',
      'job-complete',
    ]);
    expect(log.map(({ seq }) => seq)).toEqual([1, 2, 3, 4, 5]);
    expect(job.last_seq).toBe(5);
  });

  test('progress never falls', async () => {
    const { jobId } = await create();
    await startJob(db, { jobId, runId: 'run' });
    await enterPhase(db, { jobId, phase: 'judge', progress: 0.9 });
    await enterPhase(db, { jobId, phase: 'gather', progress: 0.2 });
    expect((await getJob(db, { jobId, userId: 'local' })).progress).toBe(0.9);
  });

  test('a terminal state never changes and takes no event', async () => {
    const { jobId } = await create();
    await startJob(db, { jobId, runId: 'run' });
    await cancelJob(db, { jobId, userId: 'local' });
    const error = { code: 'internal', message: 'x', retryable: false, step: null, attempt: null };
    await completeJob(db, { jobId, result: {} });
    await failJob(db, { jobId, error });
    await startJob(db, { jobId, runId: 'later' });
    await enterPhase(db, { jobId, phase: 'judge', progress: 1 });
    const late = await appendEvent(db, { jobId, key: 'late', event: { type: 'warning', message: 'late' } });
    expect(late).toBeNull();
    expect(await getJob(db, { jobId, userId: 'local' })).toMatchObject({ status: 'cancelled', runId: 'run' });
    expect((await logOf(jobId)).at(-1)).toMatchObject({ type: 'job-cancelled' });
  });

  test('why a step failed is kept on the row, and shown once the job has failed with it', async () => {
    const { jobId } = await create();
    const error = { code: 'internal', message: 'a\u0000b', retryable: true, step: 'judge', attempt: 1 };
    await startJob(db, { jobId, runId: 'run' });
    await keepStepError(db, { jobId, error });
    const row = await getJob(db, { jobId, userId: 'local' });
    expect(row.error).toEqual({ ...error, message: 'ab' });
    expect(toWire(row).error).toBeNull();
    await completeJob(db, { jobId, result: {} });
    await keepStepError(db, { jobId, error });
    expect(toWire(await getJob(db, { jobId, userId: 'local' }))).toMatchObject({
      status: 'complete',
      error: null,
    });
  });

  test('50 cancellations at once are one event, and the engine is told once', async () => {
    const { jobId } = await create();
    const rows = await Promise.all(
      Array.from({ length: 50 }, () => cancelJob(db, { jobId, userId: 'local' })),
    );
    expect(new Set(rows.map(({ status }) => status))).toEqual(new Set(['cancelled']));
    expect((await logOf(jobId)).filter(({ type }) => type === 'job-cancelled')).toHaveLength(1);
    expect(await db.outbox.count({ where: { eventId: `${jobId}:cancelled` } })).toBe(1);
  });
});

describe('a plan that waits for approval', () => {
  const plan = { sub_questions: [{ question: 'q', queries: ['q'], expects: '' }] };

  test('stops the clock, is approved once, and goes on with the time that was left', async () => {
    const { jobId } = await create();
    const before = await startJob(db, { jobId, runId: 'run' });
    expect(await holdJob(db, jobId)).toBe(true);
    await db.$executeRaw`UPDATE job SET waiting_since = now() - interval '1 hour' WHERE job_id = ${jobId}::uuid`;
    await Promise.all([1, 2, 3].map(() => approvePlan(db, { jobId, userId: 'local', plan })));
    expect(await db.outbox.count({ where: { eventId: `${jobId}:approved` } })).toBe(1);
    await resumeJob(db, { jobId, plan });
    const after = await getJob(db, { jobId, userId: 'local' });
    const movedMs = (after.deadlineAt?.getTime() ?? 0) - (before.deadlineAt?.getTime() ?? 0);
    expect(movedMs).toBeGreaterThanOrEqual(3_600_000);
    expect((await logOf(jobId)).map(({ type }) => type)).toEqual([
      'job-created',
      'job-started',
      'job-waiting',
      'plan-approved',
    ]);
  });

  test('cannot be approved while the job does not wait, nor held after it has ended', async () => {
    const { jobId } = await create();
    await expect(approvePlan(db, { jobId, userId: 'local', plan: null })).rejects.toMatchObject({
      code: 'conflict',
    });
    await cancelJob(db, { jobId, userId: 'local' });
    expect(await holdJob(db, jobId)).toBe(false);
  });
});

describe('finishing early', () => {
  test('is noted and told once, and changes nothing after the end', async () => {
    const { jobId } = await create();
    await startJob(db, { jobId, runId: 'run' });
    await Promise.all([1, 2, 3].map(() => finishEarly(db, { jobId, userId: 'local' })));
    expect((await logOf(jobId)).filter(({ type }) => type === 'warning')).toHaveLength(1);
    await completeJob(db, { jobId, result: {} });
    expect(await finishEarly(db, { jobId, userId: 'local' })).toMatchObject({
      status: 'complete',
      lastSeq: 5,
    });
  });
});

describe('the event log', () => {
  test('200 appends at once get 200 numbers without a gap, and a key stands once', async () => {
    const { jobId } = await create();
    const append = (key: string) => appendEvent(db, { jobId, key, event: { type: 'warning', message: key } });
    const keys = Array.from({ length: 100 }, (_, index) => `key-${index}`);
    const seqs = await Promise.all(keys.flatMap((key) => [key, key]).map(append));
    expect(seqs.filter((seq) => seq === null)).toHaveLength(100);
    const log = await logOf(jobId);
    expect(log.map(({ seq }) => seq)).toEqual(Array.from({ length: 101 }, (_, index) => index + 1));
  });

  test('a rolled-back transaction leaves no gap', async () => {
    const { jobId } = await create();
    const failing = db.$transaction(async (tx) => {
      await appendEvent(tx, { jobId, key: 'lost', event: { type: 'warning', message: 'lost' } });
      throw new Error('rolled back');
    });
    await expect(failing).rejects.toThrow('rolled back');
    await appendEvent(db, { jobId, key: 'kept', event: { type: 'warning', message: 'kept' } });
    expect((await logOf(jobId)).map(({ seq }) => seq)).toEqual([1, 2]);
  });
});

test('of a log from before, steps say which source they asked for which part of the plan', async () => {
  const { jobId } = await create();
  const step = { type: 'step-started', phase: 'gather', label: 'Search' } as const;
  await appendEvent(db, { jobId, key: 'a', event: { ...step, step: 'gather:1:2:tool:far' } });
  await appendEvent(db, { jobId, key: 'b', event: { ...step, step: 'gaps:1' } });
  const folder = path.resolve(import.meta.dirname, '../../prisma/migrations/20261129140000_asked_by_steps');
  await db.$executeRawUnsafe(await readFile(path.join(folder, 'migration.sql'), 'utf8'));
  const [, asked, other] = await logOf(jobId);
  expect(asked).toMatchObject({ source_id: 'tool:far', sub_question: 1 });
  expect(other).not.toHaveProperty('source_id');
});
