import { afterAll, beforeAll, expect, test } from 'vitest';
import { createJob } from '#lib/jobs/jobs.ts';
import type { NewNote } from '#lib/research/ports.ts';
import { createTestDatabase } from '#lib/testing/database.ts';
import { createEvidenceStore } from './evidence-store.ts';

let database: Awaited<ReturnType<typeof createTestDatabase>>;
beforeAll(async () => {
  database = await createTestDatabase();
});
afterAll(() => database.drop());

const pages = Array.from({ length: 12 }, (_, index) => ({
  url: `https://host${index}.example/`,
  title: `Page ${index}`,
  text: `One of page ${index}. Two of page ${index}. Three of page ${index}.`,
}));

test('pages that are noted side by side have numbers without a gap, each quote one, and each page its own', async () => {
  const { db } = database;
  const order = { userId: 'local', jobType: 'research', input: {}, priority: 5, metadata: {} };
  const { jobId } = (await createJob(db, { ...order, deadlineSeconds: 60 })).job;
  const store = createEvidenceStore(db, { jobId, isAskedFor: () => false });
  const found = { sub_question: 0, query: 'one', score: 1, passages: [] };
  await Promise.all(pages.map((page) => store.saveFound({ source_id: 'web', ...page, snippet: '', found })));
  const stored = await Promise.all(
    (await store.found()).map(({ id, url }) => {
      const page = pages.find((page) => page.url === url);
      return store.saveReading(id, { page: { ...page, url, title: '', text: page?.text ?? '' } });
    }),
  );
  const noted = await Promise.all(
    stored.flatMap((page) => {
      if (!page) return [];
      const notes = [...page.text.matchAll(/\w[^.]*\./g)].map(
        ({ index: start, 0: text }): NewNote => ({
          ...{ snapshot_id: page.snapshot_id, url: page.url, title: page.title, heading: [] },
          ...{ start, end: start + text.length, text, form: 'sentence', sub_question: 0, score: 1 },
        }),
      );
      // A step that runs again notes the same.
      return [store.addNotes(notes), store.addNotes(notes.slice(1))];
    }),
  );
  for (const quotes of noted) expect(new Set(quotes.map(({ url }) => url)).size).toBe(1);
  expect(noted.map(({ length }) => length)).toEqual(stored.flatMap(() => [3, 2]));
  const all = await store.notes();
  expect(all.map(({ number }) => number)).toEqual(Array.from({ length: 36 }, (_, index) => index + 1));
});
