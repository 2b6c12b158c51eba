import { afterAll, beforeAll, expect, test } from 'vitest';
import type { StageContext } from '#inngest/stage.ts';
import { AppError } from '#lib/errors.ts';
import { loadPages, readEvidence } from '#lib/evidence/evidence.ts';
import type { FetchedPage } from '#lib/fetch-url/fetch-url.ts';
import { createJob } from '#lib/jobs/jobs.ts';
import { startTestRuntime } from '#lib/testing/runtime.ts';
import { keepGivenTexts, readGivenUrl } from './read-given-source.ts';

let runtime: Awaited<ReturnType<typeof startTestRuntime>>;
beforeAll(async () => {
  runtime = await startTestRuntime();
});
afterAll(() => runtime.stop());

/** What these stages use of a context, and what they told. */
async function startStage(signal = new AbortController().signal) {
  const asked = {
    userId: 'local',
    jobType: 'judge',
    input: {},
    priority: 5,
    metadata: {},
    deadlineSeconds: 60,
  } as const;
  const { job } = await createJob(runtime.db, asked);
  const told: string[] = [];
  const tell: StageContext['tell'] = async (_, { type }) => void told.push(type);
  return { context: { db: runtime.db, jobId: job.jobId, signal, tell } as StageContext, told };
}

const url = 'https://example.org/a';
const answers = (page: Partial<FetchedPage>) => async () => ({
  url,
  status: 200,
  mediaType: 'text/html',
  text: '',
  ...page,
});

test('a page is stored as its cleaned text under its own title', async () => {
  const { context, told } = await startStage();
  const text =
    '<html><head><title>On cats</title></head><body><h1>On cats</h1><script>evil()</script><p>Cats sleep a lot.</p></body></html>';
  expect(await readGivenUrl(context, { number: 1, url }, answers({ text }))).toEqual({ failed: null });
  const [page] = await loadPages(runtime.db, context.jobId);
  expect(page).toMatchObject({ url, title: 'On cats', source_id: 'web' });
  expect(page?.text).toContain('Cats sleep a lot.');
  expect(page?.text).not.toMatch(/evil|</);
  expect(told).toEqual(['source-found', 'source-read']);
});

test.each([
  [
    'that cannot be fetched',
    () => Promise.reject(new AppError('source_failed', 'example.org answered 404 Not Found.')),
    '404',
  ],
  ['without any text', answers({ text: '<html><body></body></html>' }), 'no text'],
])('a page %s costs only itself and is told', async (_, fetchPage, reason) => {
  const { context, told } = await startStage();
  const { failed } = await readGivenUrl(context, { number: 1, url }, fetchPage);
  expect(failed).toContain(reason);
  expect(told).toEqual(['source-found', 'source-failed']);
  const { sources } = await readEvidence(runtime.db, context.jobId);
  expect(sources).toMatchObject([{ url, failure: failed, snapshot_id: null }]);
});

test('of a page beyond all measure the beginning is read, and its source says so', async () => {
  const { context } = await startStage();
  const text = 'A line of a page that never ends.\n'.repeat(20_000);
  await readGivenUrl(context, { number: 1, url }, answers({ text, mediaType: 'text/plain' }));
  const [page] = await loadPages(runtime.db, context.jobId);
  expect(page?.text.length).toBeLessThanOrEqual(200_000);
  expect(page?.text.length).toBeGreaterThan(190_000);
  const { sources } = await readEvidence(runtime.db, context.jobId);
  expect(sources).toMatchObject([{ url, cut_from: expect.closeTo(text.length, -1) }]);
});

test('a step that is aborted throws the reason and stores no failure', async () => {
  const controller = new AbortController();
  const { context } = await startStage(controller.signal);
  const reason = new AppError('job_ended');
  const reading = readGivenUrl(context, { number: 1, url }, async () => {
    controller.abort(reason);
    throw reason;
  });
  await expect(reading).rejects.toBe(reason);
  const { sources } = await readEvidence(runtime.db, context.jobId);
  expect(sources).toMatchObject([{ failure: null, read_at: null }]);
});

test('given texts keep their order and words', async () => {
  const { context } = await startStage();
  await keepGivenTexts(context, [
    { number: 1, title: 'First', text: 'One.\r\n\r\nTwo.' },
    { number: 3, text: 'Three.' },
  ]);
  expect(await loadPages(runtime.db, context.jobId)).toMatchObject([
    { title: 'First', text: 'One.\n\nTwo.', source_id: 'given' },
    { title: 'Source 3', text: 'Three.' },
  ]);
});
