import { afterAll, beforeAll, expect, test } from 'vitest';
import { readConfig } from '#lib/config.ts';
import { createModels } from '#lib/models/language-model.ts';
import { Job } from '#lib/schema/job.ts';
import { Problem } from '#lib/schema/problem.ts';
import { runtime as currentRuntime, setRuntime } from '#lib/server/runtime.ts';
import { startTestRuntime } from '#lib/testing/runtime.ts';
import { POST } from './route.ts';

let runtime: Awaited<ReturnType<typeof startTestRuntime>>;
beforeAll(async () => {
  runtime = await startTestRuntime();
});
afterAll(() => runtime.stop());

const question = { job_type: 'research', input_data: { query: 'Why?' } };

function post(body: unknown): Promise<Response> {
  const request = new Request('http://127.0.0.1:3000/api/v1/jobs', {
    method: 'POST',
    body: JSON.stringify(body),
    headers: { 'content-type': 'application/json' },
  });
  return POST(request, { params: Promise.resolve({}) });
}

test('a budget is kept with the job and answered; of two ends in time the earlier holds', async () => {
  const budget = { cost_usd: 0.5, tokens: 90_000, searches: 4, pages: 9, seconds: 60 };
  const response = await post({ ...question, budget, deadline_seconds: 90 });
  const job = Job.parse(await response.json());
  expect(job.budget).toEqual(budget);
  const row = await runtime.db.job.findUniqueOrThrow({ where: { jobId: job.job_id } });
  expect(row.deadlineSeconds).toBe(60);
  expect(Job.parse(await (await post(question)).json()).budget).toBeNull();
});

test.each([
  [{ pages: 0 }, 'budget.pages'],
  [{ cost_usd: -1 }, 'budget.cost_usd'],
  [{ dollars: 1 }, 'budget'],
])('the budget %j is refused, and the fault is named', async (budget, path) => {
  const response = await post({ ...question, budget });
  expect(response.status).toBe(400);
  const { errors } = Problem.parse(await response.json());
  expect(errors?.map((error) => error.path)).toEqual([path]);
});

test('a budget in money with a model of unknown price is refused, and the setting is named', async () => {
  const known = currentRuntime();
  const use = (env: Record<string, string>) => {
    const config = readConfig({ GATEWAY_BASE_URL: 'http://127.0.0.1:9', MODEL: 'm', ...env });
    setRuntime({ ...known, config, models: createModels({ config, log: known.log }) });
  };
  try {
    use({});
    const refused = await post({ ...question, budget: { cost_usd: 1 } });
    expect(refused.status).toBe(422);
    const problem = Problem.parse(await refused.json());
    expect(problem).toMatchObject({ code: 'price_unknown' });
    expect(problem.detail).toContain('MODEL_PRICES');
    expect((await post({ ...question, budget: { tokens: 10 } })).status).toBe(202);
    use({ MODEL_PRICES: '{"m":{"input_usd_per_million":1,"output_usd_per_million":2}}' });
    expect((await post({ ...question, budget: { cost_usd: 1 } })).status).toBe(202);
  } finally {
    setRuntime(known);
  }
});
