import { afterAll, beforeAll, expect, test } from 'vitest';
import { readConfig } from '#lib/config.ts';
import { createJob, startJob } from '#lib/jobs/jobs.ts';
import { saveCall } from '#lib/jobs/model-calls.ts';
import { createModels } from '#lib/models/language-model.ts';
import { Estimate } from '#lib/schema/estimate.ts';
import { runtime as current, setRuntime } from '#lib/server/runtime.ts';
import { startTestRuntime } from '#lib/testing/runtime.ts';
import { GET } from './route.ts';

let runtime: Awaited<ReturnType<typeof startTestRuntime>>;
beforeAll(async () => {
  runtime = await startTestRuntime();
});
afterAll(() => runtime.stop());

async function estimate(preset: string): Promise<Estimate> {
  const request = new Request(`http://127.0.0.1:3000/api/v1/estimate?preset=${preset}`);
  const response = await GET(request, { params: Promise.resolve({}) });
  expect(response.status).toBe(200);
  return Estimate.parse(await response.json());
}

/** A finished job of so many calls; each call reads 90 tokens, writes 10 and costs a cent. */
async function ran(calls: number, { preset = 'quick', partial = null as object | null, model = 'm' } = {}) {
  const order = { userId: 'local', jobType: 'research', priority: 5, metadata: {}, deadlineSeconds: 60 };
  const { job } = await createJob(runtime.db, { ...order, input: { query: 'q', preset } });
  const { jobId } = await startJob(runtime.db, { jobId: job.jobId, runId: 'r' });
  for (let call = 1; call <= calls; call += 1)
    await saveCall(runtime.db, {
      jobId,
      step: 'write',
      call,
      inputHash: 'h',
      role: 'writer',
      modelId: model,
      outcome: 'answered',
      answer: {},
      inputTokens: 90,
      outputTokens: 10,
      costUsd: 0.01,
      startedAt: new Date(),
      durationMs: 5,
      error: null,
    });
  const usage = {
    input_tokens: 90 * calls,
    output_tokens: 10 * calls,
    searches: 1,
    pages: calls,
    cost_usd: calls / 100,
  };
  await runtime.db.job.update({
    where: { jobId },
    data: { status: 'complete', result: { partial }, usage, completedAt: new Date() },
  });
}

test('nothing is known yet: a guess that says so, free where no model is there', async () => {
  expect(await estimate('deep')).toMatchObject({
    jobs: 0,
    model: 'built-in',
    calls: 0,
    cost_usd: 0,
    seconds: null,
  });
});

test('it is the median of jobs of the same preset and model that were not cut short', async () => {
  const env = { GATEWAY_BASE_URL: 'http://127.0.0.1:9', MODEL: 'm' };
  const prices = '{"m":{"input_usd_per_million":1,"output_usd_per_million":1}}';
  const config = readConfig({ ...env, MODEL_PRICES: prices });
  setRuntime({ ...current(), config, models: createModels({ config, log: runtime.log }) });
  const guessed = await estimate('quick');
  expect(guessed).toMatchObject({ jobs: 0, model: 'm', seconds: null });
  expect(guessed.cost_usd).toBeCloseTo(guessed.tokens / 1e6);
  for (const calls of [3, 5, 100]) await ran(calls);
  await ran(40, { preset: 'deep' });
  await ran(40, { partial: { reason: 'cut' } });
  await ran(40, { model: 'other' });
  expect(await estimate('quick')).toMatchObject({ jobs: 3, calls: 5, tokens: 500, pages: 5, cost_usd: 0.05 });
});

test('where there is no preset of a name, those that there are are named', async () => {
  for (const preset of ['foo', 'constructor']) {
    const request = new Request(`http://127.0.0.1:3000/api/v1/estimate?preset=${preset}`);
    const response = await GET(request, { params: Promise.resolve({}) });
    const detail = `preset: there is no preset “${preset}”; there are: quick, standard, deep.`;
    expect(await response.json()).toMatchObject({ status: 400, detail });
  }
});
