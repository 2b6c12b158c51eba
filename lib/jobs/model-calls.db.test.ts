import { afterAll, beforeAll, expect, test } from 'vitest';
import { createTestDatabase } from '#lib/testing/database.ts';
import { createTestJob } from '#lib/testing/job.ts';
import { updateUsage } from './count-usage.ts';
import { readEvents } from './event-log.ts';
import { toWire } from './job-wire.ts';
import { failJob, startJob } from './jobs.ts';
import { discardAnswer, findAnswer, type ModelCallRow, saveCall, sumCalls } from './model-calls.ts';

let database: Awaited<ReturnType<typeof createTestDatabase>>;
let jobId: string;
beforeAll(async () => {
  database = await createTestDatabase();
  jobId = await createTestJob(database.db);
});
afterAll(() => database.drop());

const call = (change: Partial<ModelCallRow> = {}): ModelCallRow => ({
  step: 'synthesize',
  call: 1,
  inputHash: 'hash',
  role: 'writer',
  modelId: 'm',
  outcome: 'answered',
  answer: { text: 'first' },
  inputTokens: 10,
  outputTokens: 5,
  costUsd: 0.25,
  startedAt: new Date(),
  durationMs: 100,
  error: null,
  ...change,
});
const key = { step: 'synthesize', call: 1, inputHash: 'hash' };

test('the first answer is given again, each real call is a row, and their sum is what the job used', async () => {
  const { db } = database;
  expect(await findAnswer(db, { jobId, ...key })).toBeNull();
  await saveCall(db, {
    jobId,
    ...call({
      outcome: 'failed',
      answer: null,
      inputTokens: null,
      outputTokens: null,
      costUsd: 0,
      error: { code: 'x' },
    }),
  });
  expect(await findAnswer(db, { jobId, ...key })).toBeNull();
  await saveCall(db, { jobId, ...call() });
  await saveCall(db, { jobId, ...call({ answer: { text: 'second' } }) });
  expect(await findAnswer(db, { jobId, ...key })).toEqual({ text: 'first' });
  const rows = await db.modelCall.findMany({ where: { jobId }, orderBy: { id: 'asc' } });
  expect(rows.map(({ outcome }) => outcome)).toEqual(['failed', 'answered', 'discarded']);
  expect(await sumCalls(db, jobId)).toEqual({ input_tokens: 20, output_tokens: 10, cost_usd: 0.5 });
});

test('of a call whose job was erased meanwhile its cost is kept, and nothing else; once, however often it is stored', async () => {
  const { db } = database;
  const id = crypto.randomUUID();
  for (const _ of [1, 2])
    await saveCall(db, { jobId: crypto.randomUUID(), id, ...call({ modelId: 'erased' }) });
  const rows = await db.modelCall.findMany({ where: { modelId: 'erased' } });
  expect(rows).toMatchObject([{ id, jobId: null, answer: null, step: '', inputHash: id, costUsd: 0.25 }]);
});

test('a call that is stored twice, since nobody heard that it was stored, is one row', async () => {
  const { db } = database;
  const id = crypto.randomUUID();
  const own = await createTestJob(db);
  for (const _ of [1, 2]) await saveCall(db, { jobId: own, id, ...call() });
  expect(await db.modelCall.count({ where: { jobId: own } })).toBe(1);
});

test('one call of unknown price makes the whole cost unknown, never zero', async () => {
  const { db } = database;
  await saveCall(db, { jobId, ...call({ call: 2, costUsd: null }) });
  expect((await sumCalls(db, jobId)).cost_usd).toBeNull();
});

test('an answer that could not be used is not found again, counts in the sum, and leaves its place to another', async () => {
  const { db } = database;
  const job = await createTestJob(db);
  await saveCall(db, { jobId: job, ...call() });
  await discardAnswer(db, { jobId: job, ...key });
  expect(await findAnswer(db, { jobId: job, ...key })).toBeNull();
  await saveCall(db, { jobId: job, ...call({ answer: { text: 'second' } }) });
  expect(await findAnswer(db, { jobId: job, ...key })).toEqual({ text: 'second' });
  expect(await sumCalls(db, job)).toEqual({ input_tokens: 20, output_tokens: 10, cost_usd: 0.5 });
});

test('what a job has used is told while it runs and once it has failed or was cancelled, and late calls still count', async () => {
  const { db } = database;
  const running = await createTestJob(db);
  const usageOf = async () => toWire(await db.job.findUniqueOrThrow({ where: { jobId: running } })).usage;
  const told = async () => {
    const events = await readEvents(db, { jobId: running, after: 0, limit: 100 });
    return events.flatMap((event) => (event.type === 'usage' ? [event.usage.input_tokens] : []));
  };
  await startJob(db, { jobId: running, runId: 'run' });
  await saveCall(db, { jobId: running, ...call() });
  await updateUsage(db, { jobId: running });
  expect(await usageOf()).toMatchObject({ input_tokens: 0 });
  await updateUsage(db, { jobId: running, key: 'plan:usage:0' });
  await updateUsage(db, { jobId: running, key: 'search:usage:0' });
  expect(await usageOf()).toMatchObject({ input_tokens: 10, output_tokens: 5, cost_usd: 0.25 });
  await saveCall(db, { jobId: running, ...call({ call: 2, outcome: 'unusable', answer: null }) });
  await failJob(db, {
    jobId: running,
    error: { code: 'model_failed', message: 'It fell over.', retryable: true, step: 'plan', attempt: 4 },
  });
  expect(await usageOf()).toMatchObject({ input_tokens: 20, cost_usd: 0.5 });
  await saveCall(db, {
    jobId: running,
    ...call({ call: 3, outcome: 'aborted', answer: null, costUsd: null }),
  });
  await updateUsage(db, { jobId: running });
  expect(await usageOf()).toMatchObject({ input_tokens: 30, cost_usd: null });
  expect(await told()).toEqual([10, 20]);
});

test('a call whose words no database takes as they are is in the ledger all the same', async () => {
  const { db } = database;
  const asked = await createTestJob(db);
  const message = 'Cut in the midst of \ud83d and with a \u0000 in it';
  await saveCall(db, {
    jobId: asked,
    ...call({ outcome: 'failed', answer: null, error: { code: 'x', message } }),
  });
  await saveCall(db, { jobId: asked, ...call({ call: 2, answer: { text: message } }) });
  expect(await sumCalls(db, asked)).toMatchObject({ input_tokens: 20, output_tokens: 10 });
  await startJob(db, { jobId: asked, runId: 'run' });
  await failJob(db, {
    jobId: asked,
    error: { code: 'internal', message, retryable: false, step: null, attempt: null },
  });
  expect((await db.job.findUniqueOrThrow({ where: { jobId: asked } })).status).toBe('failed');
});
