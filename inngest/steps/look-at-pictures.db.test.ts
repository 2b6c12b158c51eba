import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { afterAll, beforeAll, beforeEach, expect, test } from 'vitest';
import { readConfig } from '#lib/config.ts';
import { checkCitations } from '#lib/evidence/check-citations.ts';
import { ResearchResult } from '#lib/job-types/research/schema.ts';
import { cancelJob } from '#lib/jobs/jobs.ts';
import { createLog } from '#lib/log.ts';
import { startTestJobs, type TestJobs } from '#lib/testing/jobs.ts';
import { pageSource } from '#lib/testing/page-source.ts';
import { startVisionApi, tinyPng } from '#lib/testing/vision-api.ts';
import { createVision, type Vision } from '#lib/vision/index.ts';

const folder = mkdtempSync(path.join(os.tmpdir(), 'intentui-pictures-'));
const page = {
  url: 'doc://library/cache.md',
  title: 'Cache',
  text: '# Cache\n\nA cache entry lives for fifteen minutes unless a shorter time is set.',
};
const documents = pageSource([page]);
let jobs: TestJobs;
let api: Awaited<ReturnType<typeof startVisionApi>>;
let vision: Vision;

beforeAll(async () => {
  jobs = await startTestJobs();
  api = await startVisionApi();
  const env = { DATA_DIR: folder, ZAI_BASE_URL: api.url, ZAI_API_KEY: '0123456789abcdef.ZyXwVu' };
  vision = createVision({ config: readConfig(env), log: createLog('test', 'error') });
  writeFileSync(path.join(folder, 'sales.png'), tinyPng);
});
afterAll(async () => {
  await vision.stop();
  await api.stop();
  await jobs.stop();
  rmSync(folder, { recursive: true });
});
beforeEach(() => {
  api.requests.splice(0);
  jobs.use({ sources: [documents], vision, documentFolders: [{ name: 'library', path: folder }] });
});

const url = 'doc://library/sales.png';
const shown =
  'Three blue bars stand beside each other, one for each quarter. The highest bar reads 42 million euros.';

test('what a picture shows stands in the report, quoted and cited to the picture', async () => {
  api.answer({ text: shown });
  const query = 'Which amount was reached at the peak?';
  const jobId = await jobs.submit('research', { query, preset: 'quick', images: ['sales.png'] });
  const row = await jobs.ended(jobId);
  const { report } = ResearchResult.parse(row.result);
  expect(report.markdown).toContain('The highest bar reads 42 million euros.');
  expect(report.citations).toContainEqual(
    expect.objectContaining({ source_id: 'zai-vision', url, title: 'Picture: sales.png' }),
  );
  expect((await checkCitations(jobs.db, jobId)).faults).toEqual([]);
  expect(api.requests).toHaveLength(1);
  expect(JSON.stringify(api.requests[0]?.body)).toContain(query);
  expect(row.usage).toMatchObject({ cost_usd: null });
  const events = await jobs.events(jobId);
  expect(events.filter((event) => 'url' in event && event.url === url).map(({ type }) => type)).toEqual([
    'source-found',
    'source-read',
    'citation-added',
  ]);
});

test('a picture is looked at once, though its step dies after the answer came, and is named in four ways', async () => {
  api.answer({ text: shown });
  let failures = 1;
  const db = jobs.db.$extends({
    query: {
      source: {
        async update({ args, query }) {
          if (failures > 0 && args.data.snapshotId) {
            failures -= 1;
            throw new Error('the process dies here');
          }
          return query(args);
        },
      },
    },
  });
  jobs.use({ workDb: db as unknown as typeof jobs.db, sources: [] });
  const images = ['sales.png', 'sales.png', './charts/../sales.png', url];
  const jobId = await jobs.submit('research', { query: 'What is shown?', preset: 'quick', images });
  const row = await jobs.ended(jobId);
  jobs.use({ workDb: jobs.db });
  expect(failures).toBe(0);
  expect(ResearchResult.parse(row.result).report.markdown).toContain('42 million');
  expect(api.requests).toHaveLength(1);
  const ledger = await jobs.db.modelCall.findMany({ where: { jobId, role: 'vision' } });
  expect(ledger.map(({ outcome }) => outcome)).toEqual(['answered']);
});

test('a picture is told to be read, though its step dies between storing and telling', async () => {
  api.answer({ text: shown });
  const hasDied = jobs.dieTelling('source-read');
  jobs.use({ sources: [] });
  const input = { query: 'What is shown?', preset: 'quick', images: ['sales.png'] };
  const jobId = await jobs.submit('research', input);
  await jobs.ended(jobId);
  expect(hasDied()).toBe(true);
  const told = (await jobs.events(jobId)).filter(({ type }) => /^source-/.test(type));
  expect(told.map(({ type }) => type)).toEqual(['source-found', 'source-read']);
  expect(told[1]).toMatchObject({ url, title: 'Picture: sales.png', characters: shown.length });
});

test('cancelled while a picture is looked at, the job ends at once', async () => {
  api.answer({ hangs: true });
  const jobId = await jobs.submit('research', { query: 'What is shown?', images: ['sales.png'] });
  await expect.poll(() => api.requests.length, { timeout: 60_000 }).toBe(1);
  await cancelJob(jobs.db, { jobId, userId: 'local' });
  jobs.wake();
  await expect
    .poll(() => jobs.db.modelCall.findFirst({ where: { jobId, role: 'vision' } }), { timeout: 15_000 })
    .toMatchObject({ outcome: 'aborted' });
  expect((await jobs.events(jobId)).at(-1)?.type).toBe('job-cancelled');
});

test('a picture that fails costs only itself and is told', async () => {
  api.answer({ text: shown });
  const images = ['nothing.png', 'http://127.0.0.1/p.png', 'sales.png'];
  const query = 'How long does a cache entry live?';
  const jobId = await jobs.submit('research', { query, preset: 'quick', images });
  const row = await jobs.ended(jobId);
  expect(row.status).toBe('complete');
  const { report } = ResearchResult.parse(row.result);
  expect(report.markdown).toContain('fifteen minutes');
  expect(report.citations.map((citation) => citation.url)).toEqual(expect.arrayContaining([page.url, url]));
  const failed = (await jobs.events(jobId)).flatMap((event) =>
    event.type === 'source-failed' ? [[event.source_id, event.url, event.reason]] : [],
  );
  expect(failed).toHaveLength(2);
  expect(failed).toContainEqual([
    'zai-vision',
    'doc://library/nothing.png',
    'There is no such picture in the documents folder.',
  ]);
  const stored = await jobs.db.source.findMany({ where: { jobId, failure: { not: null } } });
  expect(stored.map((source) => source.url).sort()).toEqual(['doc://library/nothing.png', images[1]]);
});

test('an API that refuses the key leaves a report without the picture', async () => {
  api.answer({ status: 401, text: 'no' });
  const jobId = await jobs.submit('research', {
    query: 'How long does a cache entry live?',
    preset: 'quick',
    images: ['sales.png'],
  });
  expect((await jobs.ended(jobId)).status).toBe('complete');
  expect(await jobs.events(jobId)).toContainEqual(
    expect.objectContaining({ type: 'source-failed', url, reason: 'ZAI_API_KEY was refused.' }),
  );
});

test('without a key a job that names pictures is refused and told what to set', async () => {
  const off = createVision({ config: readConfig({}), log: createLog('test', 'error') });
  jobs.use({ vision: off });
  const { research } = await import('#inngest/jobs/research.ts');
  expect(() => research.check({ query: 'q' })).not.toThrow();
  expect(() => research.check({ query: 'q', images: ['sales.png'] })).toThrow(
    expect.objectContaining({
      code: 'vision_off',
      status: 422,
      message: expect.stringContaining('images: Set ZAI_API_KEY'),
    }),
  );
});
