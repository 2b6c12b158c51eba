import { afterAll, beforeAll, expect, test } from 'vitest';
import { createKey } from '#lib/access/api-keys.ts';
import { failJob } from '#lib/jobs/jobs.ts';
import { saveCall } from '#lib/jobs/model-calls.ts';
import type { Scope } from '#lib/schema/api-key.ts';
import { createTestJob } from '#lib/testing/job.ts';
import { startTestRuntime } from '#lib/testing/runtime.ts';
import * as stream from '../api/v1/jobs/[id]/stream/route.ts';
import { GET } from './route.ts';

const base = 'http://127.0.0.1:3000';
let testing: Awaited<ReturnType<typeof startTestRuntime>>;
let headers: Record<string, string>;
beforeAll(async () => {
  testing = await startTestRuntime({ env: { REQUIRE_KEY: 'true' } });
  headers = await keyOf('admin');
});
afterAll(() => testing.stop());

const keyOf = async (scope: Scope) => {
  const { secret } = await createKey(testing.db, { name: scope, scope, userId: 'local' });
  return { authorization: `Bearer ${secret}` };
};
const ask = (given: Record<string, string>) =>
  GET(new Request(`${base}/metrics`, { headers: given }), { params: Promise.resolve({}) });

/** Each sample by its name and labels; throws where a line has not the form that Prometheus reads. */
async function scrape(): Promise<Map<string, number>> {
  const samples = new Map<string, number>();
  for (const line of (await (await ask(headers)).text()).trimEnd().split('\n')) {
    if (/^# (HELP [a-z_]+ \S.*|TYPE [a-z_]+ (counter|gauge|histogram))$/.test(line)) continue;
    const [, name, value] =
      /^([a-z_]+(?:\{(?:[a-z]+="(?:[^"\\]|\\.)*",?)+\})?) (-?[\d.e+-]+)$/.exec(line) ?? [];
    if (!name) throw new Error(`not a sample: ${line}`);
    samples.set(name, Number(value));
  }
  return samples;
}

test('figures of the whole place take a key of scope admin', async () => {
  expect((await ask({})).status).toBe(401);
  expect((await ask(await keyOf('write'))).status).toBe(403);
  const response = await ask({
    ...headers,
    accept: 'application/openmetrics-text;version=1.0.0,text/plain;q=0.3',
  });
  expect(response.headers.get('content-type')).toBe('text/plain; version=0.0.4; charset=utf-8');
});

test('tells the queue, what failed, calls of models, streams, errors, and how the process is', async () => {
  const waiting = await createTestJob(testing.db);
  await testing.db.job.update({
    where: { jobId: waiting },
    data: { createdAt: new Date(Date.now() - 90_000) },
  });
  const failed = await createTestJob(testing.db);
  const error = { code: 'model_failed', message: 'm', retryable: false, step: null, attempt: 1 };
  await failJob(testing.db, { jobId: failed, error });
  const call = {
    step: 's',
    call: 0,
    inputHash: 'h',
    role: 'writer',
    modelId: 'm/1',
    outcome: 'answered',
    answer: {},
  };
  const used = {
    inputTokens: 7,
    outputTokens: null,
    costUsd: 0.25,
    startedAt: new Date(),
    durationMs: 1500,
    error: null,
  };
  await saveCall(testing.db, { jobId: waiting, ...call, ...used });
  const leaving = new AbortController();
  const open = new Request(`${base}/api/v1/jobs/${waiting}/stream`, { headers, signal: leaving.signal });
  const opened = await stream.GET(open, { params: Promise.resolve({ id: waiting }) });

  const samples = await scrape();
  expect(samples.get('intentui_jobs{type="research",status="pending"}')).toBe(1);
  expect(samples.get('intentui_jobs_ended_total{type="research",status="failed",code="model_failed"}')).toBe(
    1,
  );
  expect(samples.get('intentui_queue_depth')).toBe(1);
  expect(samples.get('intentui_queue_age_seconds')).toBeGreaterThan(60);
  expect(samples.get('intentui_outbox_depth')).toBeGreaterThan(0);
  expect(samples.get('intentui_model_calls_total{role="writer",model="m/1",outcome="answered"}')).toBe(1);
  expect(samples.get('intentui_model_tokens_total{role="writer",model="m/1",direction="input"}')).toBe(7);
  expect(samples.has('intentui_model_tokens_total{role="writer",model="m/1",direction="output"}')).toBe(
    false,
  );
  expect(samples.get('intentui_model_cost_usd_total{role="writer",model="m/1"}')).toBe(0.25);
  expect(samples.get('intentui_model_call_seconds_bucket{role="writer",model="m/1",le="1"}')).toBe(0);
  expect(samples.get('intentui_model_call_seconds_bucket{role="writer",model="m/1",le="2.5"}')).toBe(1);
  expect(samples.get('intentui_stream_clients')).toBe(1);
  expect(samples.get('intentui_http_errors_total{code="forbidden"}')).toBe(1);
  expect(samples.get('intentui_event_loop_lag_seconds{quantile="0.99"}')).toBeGreaterThanOrEqual(0);
  expect(samples.get('process_resident_memory_bytes')).toBeGreaterThan(1_000_000);

  leaving.abort();
  await opened.body?.cancel();
  expect((await scrape()).get('intentui_stream_clients')).toBe(0);
});
