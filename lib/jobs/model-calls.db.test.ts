import { afterAll, beforeAll, expect, test } from 'vitest';
import { createTestDatabase } from '#lib/testing/database.ts';
import { createTestJob } from '#lib/testing/job.ts';
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
