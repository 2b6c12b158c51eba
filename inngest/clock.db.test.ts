import { afterAll, afterEach, beforeAll, expect, test } from 'vitest';
import { eventually } from '#lib/engine/contract/index.ts';
import { ResearchResult } from '#lib/job-types/research/schema.ts';
import { JobFilter, listJobs } from '#lib/jobs/job-list.ts';
import { startTestJobs, type TestJobs } from '#lib/testing/jobs.ts';
import { pageSource } from '#lib/testing/page-source.ts';
import { shiftClock } from '#lib/testing/shift-clock.ts';

const day = 86_400_000;
const page = {
  url: 'doc://cache',
  title: 'Cache',
  text: '# Cache\n\nA cache entry lives for fifteen minutes unless a shorter time is set.',
};
const query = 'How long does a cache entry live?';

let jobs: TestJobs;
let setRight = () => {};
beforeAll(async () => {
  jobs = await startTestJobs();
});
afterEach(() => setRight());
afterAll(() => jobs.stop());

test.each([
  ['ahead of', 2 * day],
  ['behind', -2 * day],
])('a machine whose clock is two days %s the database works as any other', async (_, ms) => {
  setRight = shiftClock(ms);
  jobs.use({ sources: [pageSource([page])] });
  const jobId = await jobs.submit('research', { query, preset: 'quick' });
  const row = await jobs.ended(jobId);
  expect(row).toMatchObject({ status: 'complete', error: null });
  const { partial, report } = ResearchResult.parse(row.result);
  expect(partial).toBeNull();
  expect(report.markdown).toContain('fifteen minutes');
  const times = [row.createdAt, row.startedAt, row.completedAt, row.deadlineAt].map(
    (at) => at?.getTime() ?? 0,
  );
  expect(times).toEqual([...times].sort((left, right) => left - right));
  const [clock] = await jobs.db.$queryRaw<{ off: number }[]>`
    SELECT max(abs(extract(epoch FROM now() - at)))::float8 AS off FROM (
      SELECT sent_at AS at FROM outbox UNION ALL SELECT read_at FROM source UNION ALL SELECT created_at FROM job) AS times`;
  expect(clock?.off).toBeLessThan(day / 24);
});

test('its jobs end when their time is over, neither at once nor never', async () => {
  setRight = shiftClock(-2 * day);
  const never = { ...page, url: 'doc://never' };
  const known = pageSource([page, never]);
  const read: typeof known.read = (hit, options) =>
    hit.url === never.url
      ? new Promise((_, reject) =>
          options.signal.addEventListener('abort', () => reject(options.signal.reason)),
        )
      : known.read(hit, options);
  jobs.use({ sources: [{ ...known, read }] });
  const jobId = await jobs.submit('research', { query, preset: 'quick' }, { deadlineSeconds: 12 });
  const row = await jobs.ended(jobId);
  expect(row.status).toBe('complete');
  const { partial, report } = ResearchResult.parse(row.result);
  expect(partial?.reason).toMatch(/time/i);
  expect(report.markdown).toContain('fifteen minutes');
});

test('jobs are listed in the order in which they were made, whatever the clocks of those who made them', async () => {
  const made: string[] = [];
  for (const ms of [2 * day, 0, -2 * day, 0]) {
    setRight = shiftClock(ms);
    made.push(
      await jobs.submit('research', { query, approve_plan: true }),
      await jobs.submit('research', { query, approve_plan: true }),
    );
    setRight();
  }
  await eventually(async () => {
    const { data } = await listJobs(jobs.db, {
      userId: 'local',
      filter: JobFilter.parse({ limit: made.length }),
    });
    expect(data.map(({ job_id }) => job_id)).toEqual([...made].reverse());
  });
});
