import { afterAll, beforeAll, expect, test } from 'vitest';
import { JobList } from '#lib/schema/job.ts';
import { startTestRuntime } from '#lib/testing/runtime.ts';
import { JobFilter, listJobs } from './job-list.ts';
import { completeJob, createJob } from './jobs.ts';

let runtime: Awaited<ReturnType<typeof startTestRuntime>>;
beforeAll(async () => {
  runtime = await startTestRuntime();
});
afterAll(() => runtime.stop());

async function complete(jobType: string, result: unknown): Promise<string> {
  const input = { query: 'Why?' };
  const { job } = await createJob(runtime.db, {
    userId: 'local',
    jobType,
    input,
    priority: 5,
    metadata: {},
    deadlineSeconds: 60,
  });
  await completeJob(runtime.db, { jobId: job.jobId, result });
  return job.jobId;
}

const list = async (limit = 10) =>
  JobList.parse(await listJobs(runtime.db, { userId: 'local', filter: JobFilter.parse({ limit }) })).data;

test('a list has no results, and says what is most telling about them', async () => {
  const words = 'A long report. '.repeat(1000);
  const claim = (verdict: string) => ({ text: words, sentence: 0, quotes: [], verdict, reason: '' });
  const copy = { ...claim('supported'), copied: true };
  const relevance = { score: 0.16, reason: 'An estimate.' };
  const verdict = { overall: 0.75, claims: ['supported', 'unchecked', 'supported'].map(claim) };
  const partial = { reason: 'Finished early.' };
  const report = await complete('research', { report: { markdown: words }, verdict, partial });
  const comparison = await complete('judge', { verdict: null, comparison: { winner: 'tie' } });
  const unscored = await complete('research', { verdict: { ...verdict, overall: null } });
  const copies = await complete('research', { verdict: { overall: 0.16, relevance, claims: [copy, copy] } });
  const none = await complete('research', null);
  const judge = { overall: 0.75, overall_is: 'score', claims: 3, supported: 2, copied: 0, unchecked: 1 };
  const jobs = await list();
  expect(JSON.stringify(jobs)).not.toContain('A long report');
  expect(jobs.map(({ job_id, judge, partial, winner }) => ({ job_id, judge, partial, winner }))).toEqual([
    { job_id: none, judge: null, partial: false, winner: null },
    {
      job_id: copies,
      judge: { overall: 0.16, overall_is: 'relevance', claims: 2, supported: 2, copied: 2, unchecked: 0 },
      partial: false,
      winner: null,
    },
    { job_id: unscored, judge: { ...judge, overall: null }, partial: false, winner: null },
    { job_id: comparison, judge: null, partial: false, winner: 'tie' },
    { job_id: report, judge, partial: true, winner: null },
  ]);
});

test('a page of fifty jobs stays small however long their reports are', async () => {
  const verdict = { overall: 1, claims: [] };
  const markdown = 'x'.repeat(100_000);
  for (let made = 0; made < 50; made += 1) await complete('research', { report: { markdown }, verdict });
  expect(JSON.stringify(await list(50)).length).toBeLessThan(64 * 1024);
});

test('words that no text can hold are asked for as any others', async () => {
  for (const words of ['\0', 'a\0b', '\ud800', '🌊\0']) {
    const filter = JobFilter.parse({ q: words });
    await expect(listJobs(runtime.db, { userId: 'nobody', filter })).resolves.toMatchObject({ data: [] });
  }
});
