import { afterAll, beforeAll, expect, test } from 'vitest';
import { createJob } from '#lib/jobs/jobs.ts';
import type { NewNote } from '#lib/research/ports.ts';
import { createTestDatabase } from '#lib/testing/database.ts';
import { readEvidence } from './evidence.ts';
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

const wire = Array.from({ length: 80 }, (_, at) => `Town ${at} has ${(at * 37) % 101} boats.`).join(' ');

/** A job that has read these pages. */
async function jobThatRead(read: readonly { url: string; text: string }[]) {
  const { db } = database;
  const order = { userId: 'local', jobType: 'research', input: {}, priority: 5, metadata: {} };
  const { jobId } = (await createJob(db, { ...order, deadlineSeconds: 60 })).job;
  const open = () => createEvidenceStore(db, { jobId, isAskedFor: () => false });
  const found = { sub_question: 0, query: 'one', score: 1, passages: [] };
  for (const { url } of read)
    await open().saveFound({ source_id: 'web', url, title: url, snippet: '', found });
  const ids = new Map((await open().found()).map(({ url, id }) => [url, id]));
  const idOf = (url: string) => ids.get(url) ?? '';
  await Promise.all(
    read.map(({ url, text }) => open().saveReading(idOf(url), { page: { url, title: url, text } })),
  );
  return { jobId, open, idOf };
}

test('of pages that say the same and are asked about side by side one is the first, whoever asks and however often', async () => {
  const urls = Array.from({ length: 6 }, (_, at) => `https://mirror${at}.example/`);
  const other = 'https://other.example/';
  const read = [
    ...urls.map((url, at) => ({ url, text: `${wire} Printed ${at} times.` })),
    { url: other, text: wire.replaceAll('boats', 'boats and no harbour at all') },
  ];
  const { jobId, open, idOf } = await jobThatRead(read);
  const ask = () => Promise.all(read.map(({ url }) => open().copyOf(idOf(url))));
  const [first, again] = [await ask(), await ask()];
  expect(again).toEqual(first);
  expect(first.at(-1)).toBeNull();
  const origins = urls.filter((_, at) => first[at] === null);
  expect(origins).toHaveLength(1);
  expect(new Set(first.slice(0, 6).flatMap((page) => page?.url ?? []))).toEqual(new Set(origins));
  const { sources } = await readEvidence(database.db, jobId);
  expect(sources.filter(({ copy_of }) => copy_of === origins[0])).toHaveLength(5);
});

test('copies of another job are no copies, and quotes of a page name its copies', async () => {
  const [a, b] = ['https://a.example/', 'https://b.example/'];
  const { jobId, open, idOf } = await jobThatRead([{ url: a, text: wire }]);
  expect(await open().copyOf(idOf(a))).toBeNull();
  const two = await jobThatRead([a, b].map((url) => ({ url, text: wire })));
  await two.open().saveCopies([{ url: b, of: a }]);
  const page = await two.open().page(two.idOf(a));
  await two.open().addNotes([
    {
      ...{ snapshot_id: page?.snapshot_id ?? '', url: a, title: a, heading: [], start: 0, end: 6 },
      ...{ text: wire.slice(0, 6), form: 'sentence', sub_question: 0, score: 1 },
    },
  ]);
  const { quotes } = await readEvidence(database.db, two.jobId);
  expect(quotes[0]?.page?.copies).toEqual([b]);
  await two.open().saveCopies([]);
  const after = await readEvidence(database.db, two.jobId);
  expect(after.sources.filter(({ copy_of }) => copy_of)).toEqual([]);
  expect((await readEvidence(database.db, jobId)).sources).toHaveLength(1);
});

test('a page of which only the beginning was kept says so, and so does each quote of it', async () => {
  const url = 'https://long.example/';
  const { jobId, open, idOf } = await jobThatRead([{ url, text: wire }]);
  const about = { kind: 'paper', cut_from: 700_000 };
  const page = await open().saveReading(idOf(url), { page: { url, title: url, text: wire, about } });
  await open().addNotes([
    {
      ...{ snapshot_id: page?.snapshot_id ?? '', url, title: url, heading: [], start: 0, end: 6 },
      ...{ text: wire.slice(0, 6), form: 'sentence', sub_question: 0, score: 1, page: { kind: 'paper' } },
    },
  ]);
  expect(await open().found()).toMatchObject([{ cut_from: 700_000 }]);
  const { sources, quotes } = await readEvidence(database.db, jobId);
  expect(sources).toMatchObject([{ cut_from: 700_000 }]);
  expect(quotes).toMatchObject([{ page: about }]);
});
