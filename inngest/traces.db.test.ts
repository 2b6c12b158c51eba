import { afterAll, afterEach, beforeAll, beforeEach, expect, test } from 'vitest';
import { createKey } from '#lib/access/api-keys.ts';
import { readConfig } from '#lib/config.ts';
import { createLog } from '#lib/log.ts';
import { Job } from '#lib/schema/job.ts';
import { runtime } from '#lib/server/runtime.ts';
import { sendSpans } from '#lib/server/send-spans.ts';
import { watchSource } from '#lib/server/watch-source.ts';
import { createFakeGateway, type FakeGateway } from '#lib/testing/fake-gateway.ts';
import { startTestJobs, type TestJobs } from '#lib/testing/jobs.ts';
import { pageSource } from '#lib/testing/page-source.ts';
import { type CollectedSpan, startTraceCollector } from '#lib/testing/trace-collector.ts';

/** What is asked, what stands in the sources and what opens doors must not leave with a trace. */
const query = 'How long does a velvetcanary entry live and who clears it?';
const page = {
  url: 'https://cache.example/velvetcanary',
  title: 'Cache',
  text: '# Cache\n\nA velvetcanary entry lives for fifteen minutes unless a shorter time is set. A velvetcanary entry is cleared by the process that wrote it.',
};
const callersTrace = { traceId: '4bf92f3577b34da6a3ce929d0e0e4736', spanId: '00f067aa0ba902b7' };

let jobs: TestJobs;
let gateway: FakeGateway;
let collector: Awaited<ReturnType<typeof startTraceCollector>>;
beforeAll(async () => {
  process.env.OTEL_BSP_SCHEDULE_DELAY = '50'; // the library sends a batch so often
  jobs = await startTestJobs({ retryAttempts: 0 });
});
afterAll(() => jobs.stop());
beforeEach(async () => {
  gateway = createFakeGateway();
  await gateway.start();
  jobs.useGateway(gateway.url);
  jobs.use({ sources: [watchSource(pageSource([page]), runtime().sourceStates)] });
  collector = await startTraceCollector();
});
afterEach(async () => {
  await gateway.stop();
  await collector.stop();
});

const start = (settings: Record<string, string> = {}) =>
  sendSpans(
    readConfig({ OTEL_EXPORTER_OTLP_ENDPOINT: `${collector.url}/`, ...settings }),
    createLog('traces', 'error'),
  );

async function post(headers: Record<string, string> = {}): Promise<Job> {
  const { POST } = await import('#app/api/v1/jobs/route.ts');
  const request = new Request('http://127.0.0.1:3000/api/v1/jobs', {
    method: 'POST',
    headers: { 'content-type': 'application/json', host: '127.0.0.1:3000', ...headers },
    body: JSON.stringify({ job_type: 'research', input_data: { query, preset: 'quick' } }),
  });
  const response = await POST(request, { params: Promise.resolve({}) });
  expect(response.status).toBe(202);
  jobs.wake();
  return Job.parse(await response.json());
}

/** The row of a job says that it has ended a moment before its span does. */
const untilTold = (job: Job) =>
  expect
    .poll(
      () =>
        collector.spans.some(
          ({ name, attributes }) => name === 'job research' && attributes['intentui.job_id'] === job.job_id,
        ),
      { timeout: 30_000 },
    )
    .toBe(true);

/** From a span up to its root, by name. */
const wayUp = (spans: CollectedSpan[], span: CollectedSpan): string[] => {
  const above = spans.find(({ spanId }) => spanId === span.parentId);
  return above ? [span.name, ...wayUp(spans, above)] : [span.name];
};

test('the spans of a job are one tree: request, job, steps, calls of models and sources, under the id of the job', async () => {
  const traces = await start({
    OTEL_EXPORTER_OTLP_HEADERS: 'x-collector-key=a%20b,other=c=d',
    OTEL_SERVICE_NAME: 'research-1',
  });
  const { traceId, spanId } = callersTrace;
  const { secret } = await createKey(jobs.db, { name: 'asks', scope: 'write', userId: 'local' });
  const job = await post({ authorization: `Bearer ${secret}`, traceparent: `00-${traceId}-${spanId}-01` });
  expect((await jobs.ended(job.job_id)).status).toBe('complete');
  await untilTold(job);
  await traces.stop();

  const spans = collector.spans.filter((span) => span.traceId === job.job_id.replaceAll('-', ''));
  expect(new Set(spans.map((span) => span.spanId)).size).toBe(spans.length);
  const roots = spans.filter(({ parentId }) => !spans.some((span) => span.spanId === parentId));
  expect(roots.map(({ name, parentId }) => [name, parentId])).toEqual([['POST /api/v1/jobs', undefined]]);
  expect(roots[0]?.links).toEqual([callersTrace]);
  expect(roots[0]?.attributes).toMatchObject({
    'http.response.status_code': 202,
    'intentui.request_id': expect.stringMatching(/^[0-9a-f-]{36}$/),
  });
  for (const [name, below] of [
    ['model planner', 'step plan'],
    ['model writer', 'step write'],
    ['source search documents', 'step '],
  ] as const) {
    const span = spans.find((each) => each.name === name);
    expect(span, name).toBeDefined();
    const [, step, ...top] = span ? wayUp(spans, span) : [];
    expect(step).toContain(below);
    expect(top).toEqual(['job research', 'POST /api/v1/jobs']);
  }
  const writer = spans.find(({ name }) => name === 'model writer');
  const [row] = await jobs.db.modelCall.findMany({ where: { jobId: job.job_id, role: 'writer' } });
  expect(writer?.attributes).toMatchObject({
    'gen_ai.request.model': 'm',
    'gen_ai.usage.input_tokens': row?.inputTokens,
    'intentui.outcome': 'answered',
  });
  for (const span of spans) {
    expect(span.attributes['intentui.job_id']).toBe(job.job_id);
    expect(span.seconds).toBeGreaterThanOrEqual(0);
    expect(span.error).toBeUndefined();
  }
  expect(collector.bodies).toContain('research-1');
  expect(collector.headers[0]).toMatchObject({ 'x-collector-key': 'a b', other: 'c=d' });
  expect(collector.bodies).not.toMatch(/canary|fifteen minutes|How long/i);
  expect(collector.bodies).not.toContain(secret.slice(-12));
});

test('what fails is told by its code, at the call, the step and the job, and in no words', async () => {
  gateway.always({ status: 401 });
  const traces = await start();
  const job = await post({ traceparent: 'not one' });
  expect((await jobs.ended(job.job_id)).status).toBe('failed');
  await untilTold(job);
  await traces.stop();
  const failed = collector.spans.filter(({ error }) => error !== undefined);
  for (const name of ['model planner', 'step plan', 'job research'])
    expect(failed.find((span) => span.name === name)?.error, name).toBe('model_rejected');
  expect(collector.bodies).not.toMatch(/canary/);
  expect(collector.spans.find(({ name }) => name.startsWith('POST'))?.links).toEqual([]);
});

test('a collector that is away or refuses costs its spans and no job', async () => {
  collector.status = 400;
  const traces = await start();
  const job = await post();
  expect((await jobs.ended(job.job_id)).status).toBe('complete');
  await traces.stop();
  expect(collector.asked).toBeGreaterThan(0);
});

test('without an endpoint nothing is sent', async () => {
  const traces = await sendSpans(readConfig({}), createLog('traces', 'error'));
  const job = await post();
  expect((await jobs.ended(job.job_id)).status).toBe('complete');
  await traces.stop();
  expect(collector.asked).toBe(0);
});
