import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { eraseJob } from '#lib/jobs/erase-job.ts';
import { appendEvent } from '#lib/jobs/event-log.ts';
import { cancelJob, completeJob } from '#lib/jobs/jobs.ts';
import { createTestJob } from '#lib/testing/job.ts';
import { startTestRuntime } from '#lib/testing/runtime.ts';
import { startStopwatch } from '#lib/testing/stopwatch.ts';
import * as stream from './route.ts';

let runtime: Awaited<ReturnType<typeof startTestRuntime>>;
beforeAll(async () => {
  runtime = await startTestRuntime();
});
afterAll(() => runtime.stop());

const get = (id: string, query: string, headers: Record<string, string> = {}) =>
  stream.GET(new Request(`http://127.0.0.1:3000/api/v1/jobs/${id}/stream${query}`, { headers }), {
    params: Promise.resolve({ id }),
  });
const linesOf = async (response: Response) =>
  (await response.text())
    .split('\n\n')
    .filter((line) => line.startsWith('data: '))
    .map((line) => line.slice('data: '.length));
const complete = (jobId: string) => completeJob(runtime.db, { jobId, result: {} });

describe('?format=ui-message', () => {
  test('speaks the protocol of the AI SDK to its end, and again in full after it', async () => {
    const jobId = await createTestJob(runtime.db);
    const response = await get(jobId, '?format=ui-message');
    expect(response.headers.get('x-vercel-ai-ui-message-stream')).toBe('v1');
    const reading = linesOf(response);
    await appendEvent(runtime.db, { jobId, key: 'w', event: { type: 'warning', message: 'late' } });
    await complete(jobId);
    const lines = await reading;
    expect(lines.at(-1)).toBe('[DONE]');
    expect(lines.slice(0, -1).map((line) => JSON.parse(line).type)).toEqual([
      'start',
      'data-job',
      'data-warning',
      'data-job',
      'data-job',
      'finish',
    ]);
    expect(await linesOf(await get(jobId, '?format=ui-message'))).toEqual(lines);
  });

  test('a cancelled job ends it at once', async () => {
    const jobId = await createTestJob(runtime.db);
    const reading = linesOf(await get(jobId, '?format=ui-message'));
    const stopwatch = startStopwatch();
    await cancelJob(runtime.db, { jobId, userId: 'local' });
    const lines = await reading;
    expect(stopwatch.ms()).toBeLessThan(2000);
    expect(lines.at(-2)).toContain('"type":"abort"');
  });

  test('a job that is erased while somebody reads ends the message', async () => {
    const jobId = await createTestJob(runtime.db);
    const response = await get(jobId, '?format=ui-message');
    await cancelJob(runtime.db, { jobId, userId: 'local' });
    await eraseJob(runtime.db, { jobId, userId: 'local' });
    expect((await linesOf(response)).slice(-2)).toEqual([expect.stringContaining('"abort"'), '[DONE]']);
  });

  test('always begins at the start: to go on from an event is refused, an unknown format too', async () => {
    const jobId = await createTestJob(runtime.db);
    for (const query of ['?format=ui-message&starting_after=1', '?format=xml', '?format=']) {
      const response = await get(jobId, query);
      expect(response.status).toBe(400);
      expect(response.headers.get('content-type')).toContain('application/problem+json');
    }
    await complete(jobId);
    const lines = await linesOf(await get(jobId, '?format=ui-message', { 'last-event-id': '2' }));
    expect(JSON.parse(lines[0] ?? '')).toMatchObject({ type: 'start' });
  });

  test('?format=events is what comes without it', async () => {
    const jobId = await createTestJob(runtime.db);
    await complete(jobId);
    const text = await (await get(jobId, '?format=events')).text();
    expect(text).toContain('event: job-complete');
    expect(text).toContain('event: done');
  });
});
