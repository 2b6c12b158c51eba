import { afterAll, beforeAll, expect, test } from 'vitest';
import { AppError } from '#lib/errors.ts';
import { ResearchResult } from '#lib/job-types/research/schema.ts';
import type { Source } from '#lib/sources/source.ts';
import { startTestJobs, type TestJobs } from '#lib/testing/jobs.ts';
import { pageSource } from '#lib/testing/page-source.ts';

let jobs: TestJobs;
beforeAll(async () => {
  jobs = await startTestJobs();
});
afterAll(() => jobs.stop());

const page = {
  url: 'doc://library/cache.md',
  title: 'Cache',
  text: '# Cache\n\nA cache entry lives for fifteen minutes unless a shorter time is set.',
};
const documents = pageSource([page]);
const failing = (reason: string, more: (count: number) => { nextTryAt?: Date } = () => ({})): Source => {
  let count = 0;
  return {
    id: 'failing',
    name: 'Failing',
    search: async () => {
      count += 1;
      throw new AppError('source_unavailable', reason, more(count));
    },
    read: async () => Promise.reject(new Error('not read')),
  };
};

/** Asks a question in two parts; answers the reasons that were told. */
async function ask(sources: Source[]) {
  jobs.use({ sources });
  const query = 'How long does a cache entry live, and how is a shorter time set?';
  const jobId = await jobs.submit('research', { query, preset: 'standard' });
  const row = await jobs.ended(jobId);
  expect(row.status).toBe('complete');
  const { plan, report } = ResearchResult.parse(row.result);
  const events = await jobs.events(jobId);
  const reasons = events.flatMap((event) => (event.type === 'source-failed' ? [event.reason] : []));
  return { plan, report, events, reasons };
}

test('a reason that no database takes as it is, and that no index holds, costs the source alone', async () => {
  const { report, reasons } = await ask([
    documents,
    failing(`It needs "a\u0000b\ud800": ${'0123456789abcdef'.repeat(2000).split('').sort().join('')}`),
  ]);
  expect(report.markdown).toContain('fifteen minutes');
  expect(new Set(reasons).size).toBe(1);
  expect(reasons[0]).toMatch(/^It needs "ab\ufffd": 0+1/);
});

test('a source that is left alone for a while is told once, however often it is asked', async () => {
  const { plan, events, reasons } = await ask([
    documents,
    failing('far was not asked: far is broken.', (count) => ({ nextTryAt: new Date(2e12 + count) })),
  ]);
  const asked = events.filter((event) => event.type === 'search-started' && event.source_id === 'failing');
  expect(plan.sub_questions.length).toBeGreaterThan(1);
  expect(asked.length).toBeGreaterThan(1);
  expect(reasons).toEqual(['far was not asked: far is broken.']);
  const told = events.find((event) => event.type === 'source-failed');
  expect(told).toMatchObject({ next_try_at: new Date(2e12 + 1).toISOString() });
});

test('a page whose reading cannot be stored as text costs itself alone', async () => {
  const read = async () => {
    throw new AppError('source_failed', 'It holds "\u0000\ud800".');
  };
  const other: Source = {
    ...documents,
    id: 'other',
    search: async () => [{ url: 'doc://x', title: 'X', snippet: '', score: 2, passages: [] }],
    read,
  };
  const { report, reasons } = await ask([other, documents]);
  expect(report.markdown).toContain('fifteen minutes');
  expect(reasons).toEqual(['It holds "\ufffd".']);
});

test('a page is told to be read, though its step dies between storing and telling', async () => {
  const hasDied = jobs.dieTelling('source-read');
  const { events } = await ask([documents]);
  expect(hasDied()).toBe(true);
  const told = events.filter(({ type }) => /^source-/.test(type));
  expect(told.map(({ type }) => type)).toEqual(['source-found', 'source-read']);
  expect(told[1]).toMatchObject({ url: page.url, title: page.title, characters: page.text.length });
});

test('where an embedding server is set, a job pays for it as for any model; one that is down costs only its share', async () => {
  let isDown = false;
  const asked: (readonly string[])[] = [];
  const embedder = {
    model: 'near',
    async embed(texts: readonly string[]) {
      asked.push(texts);
      if (isDown) throw new AppError('model_failed');
      return { vectors: texts.map((_, at) => Float32Array.from([1, at])), tokens: 7 };
    },
  };
  jobs.use({ embedder });
  const callsOf = async () =>
    (await jobs.db.modelCall.findMany({ where: { role: 'embedding' }, orderBy: { startedAt: 'asc' } })).map(
      ({ modelId, outcome, inputTokens }) => ({ modelId, outcome, inputTokens }),
    );
  expect((await ask([documents])).report.markdown).toContain('fifteen minutes');
  expect(asked[0]?.join()).toMatch(/^How long does a cache entry live.*fifteen minutes/s);
  expect(await callsOf()).toEqual([{ modelId: 'near', outcome: 'answered', inputTokens: 7 }]);
  isDown = true;
  expect((await ask([documents])).report.markdown).toContain('fifteen minutes');
  expect((await callsOf()).map(({ outcome }) => outcome)).toEqual(['answered', 'failed']);
  jobs.use({ embedder: undefined });
});
