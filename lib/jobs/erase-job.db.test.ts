import { afterAll, beforeAll, expect, test } from 'vitest';
import { saveSource } from '#lib/evidence/evidence.ts';
import { createEvidenceStore } from '#lib/evidence/evidence-store.ts';
import { createTestDatabase } from '#lib/testing/database.ts';
import { createPageCache } from '#lib/web-pages/page-cache.ts';
import { eraseJob } from './erase-job.ts';
import { cancelJob, createJob } from './jobs.ts';

let database: Awaited<ReturnType<typeof createTestDatabase>>;
beforeAll(async () => {
  database = await createTestDatabase();
});
afterAll(() => database.drop());

test('pages of the web that no other job rests on go with their job', async () => {
  const { db } = database;
  const cache = createPageCache({ db });
  const create = async () => {
    const order = { userId: 'local', jobType: 'research', input: {}, priority: 5, metadata: {} };
    const { job } = await createJob(db, { ...order, deadlineSeconds: 600 });
    return job.jobId;
  };
  const found = { sub_question: 0, query: 'q', score: 1, passages: [] };
  const read = async (jobId: string, url: string) => {
    await saveSource(db, { jobId, sourceId: 'searxng', url, title: 'A', found });
    const body = Buffer.from('words');
    await cache.store(url, { url, status: 200, mediaType: 'text/plain', contentType: 'text/plain', body });
  };
  const [jobId, other] = [await create(), await create()];
  await read(jobId, 'https://a.example/only-here');
  await read(jobId, 'https://a.example/shared');
  await read(other, 'https://a.example/shared');
  await read(other, 'https://a.example/only-there');
  for (const [id, name] of [
    [jobId, 'only-here'],
    [jobId, 'shared'],
    [other, 'shared'],
  ] as const) {
    const store = createEvidenceStore(db, { jobId: id, isAskedFor: () => false });
    const fetched = [`https://a.example/pdf-${name}`];
    const { id: paper } = await saveSource(db, {
      ...{ jobId: id, sourceId: 'arxiv', url: `https://a.example/abs-${name}`, title: 'A', found },
    });
    await store.saveReading(paper, { page: { url: '', title: 'A', text: `Of ${name}.`, fetched } });
    for (const url of fetched) {
      const body = Buffer.from('%PDF-');
      const contentType = 'application/pdf';
      await cache.store(url, { url, status: 200, mediaType: contentType, contentType, body });
    }
  }
  await cancelJob(db, { jobId, userId: 'local' });
  await eraseJob(db, { jobId, userId: 'local' });
  const left = await db.webPage.findMany({ select: { url: true }, orderBy: { url: 'asc' } });
  expect(left.map(({ url }) => url)).toEqual([
    'https://a.example/only-there',
    'https://a.example/pdf-shared',
    'https://a.example/shared',
  ]);
});
