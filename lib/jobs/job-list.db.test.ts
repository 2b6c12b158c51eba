import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { createTestDatabase } from '#lib/testing/database.ts';
import { JobFilter, listJobs } from './job-list.ts';
import { cancelJob, createJob } from './jobs.ts';

let database: Awaited<ReturnType<typeof createTestDatabase>>;
/** The ids of each user's jobs, the newest first; `ada` and `bob` ask the same in turns. */
const jobs: Record<string, string[]> = { ada: [], bob: [] };
beforeAll(async () => {
  database = await createTestDatabase();
  const asked = ['Why is the sky blue?', 'Why is grass green?', 'Why is the sea salt?'];
  for (const query of asked) {
    for (const userId of ['ada', 'bob']) {
      const rest = { priority: 5, metadata: {}, deadlineSeconds: 60 };
      const { job } = await createJob(database.db, {
        userId,
        jobType: 'research',
        input: { query },
        ...rest,
      });
      jobs[userId]?.unshift(job.jobId);
    }
  }
  await cancelJob(database.db, { userId: 'bob', jobId: jobs.bob?.[0] ?? '' });
});
afterAll(() => database.drop());

const list = (userId: string, filter: Record<string, unknown> = {}) =>
  listJobs(database.db, { userId, filter: JobFilter.parse(filter) });
const idsOf = async (userId: string, filter?: Record<string, unknown>) =>
  (await list(userId, filter)).data.map(({ job_id }) => job_id);

describe('a list of jobs', () => {
  test.each(['ada', 'bob'])('holds all jobs of %s and nobody else’s', async (userId) => {
    expect(await idsOf(userId)).toEqual(jobs[userId]);
  });

  test('of who has none is empty, and so is what it counts', async () => {
    const { data, counts, next_cursor } = await list('eve');
    expect(data).toEqual([]);
    expect(Object.values(counts).every((count) => count === 0)).toBe(true);
    expect(next_cursor).toBeNull();
  });

  test('counts the jobs of its user alone', async () => {
    expect((await list('ada')).counts).toMatchObject({ pending: 3, cancelled: 0 });
    expect((await list('bob')).counts).toMatchObject({ pending: 2, cancelled: 1 });
  });

  test.each<[string, Record<string, unknown>, number[]]>([
    ['words', { q: 'SKY' }, [2]],
    ['a status', { status: 'pending' }, [0, 1, 2]],
    ['a type', { job_type: 'research' }, [0, 1, 2]],
    ['a time', { created_after: '2000-01-01T00:00:00Z' }, [0, 1, 2]],
    ['what nobody asked', { q: 'moon' }, []],
  ])('looked through by %s stays with its user', async (_, filter, places) => {
    expect(await idsOf('ada', filter)).toEqual(places.map((place) => jobs.ada?.[place]));
  });

  test('read page by page, also from a cursor of somebody else, shows the own jobs alone', async () => {
    const first = await list('ada', { limit: 2 });
    const rest = await list('ada', { limit: 2, cursor: first.next_cursor });
    expect([...first.data, ...rest.data].map(({ job_id }) => job_id)).toEqual(jobs.ada);
    expect(rest.next_cursor).toBeNull();
    const foreign = (await list('bob', { limit: 1 })).next_cursor;
    expect(await idsOf('ada', { cursor: foreign })).toEqual(jobs.ada);
  });
});
