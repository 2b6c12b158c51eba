import { randomUUID } from 'node:crypto';
import { afterAll, beforeAll, expect, test } from 'vitest';
import type { Db } from '#lib/db.ts';
import { createTestDatabase } from '#lib/testing/database.ts';
import { asTheyAre, findPassages, readCollections } from './find-passages.ts';
import { prepareDocument } from './prepare-document.ts';
import { searchDocuments } from './search-documents.ts';
import { storeDocuments } from './store-documents.ts';

const { signal } = new AbortController();
const question = 'walrus colony tusks';
let database: Awaited<ReturnType<typeof createTestDatabase>>;
let db: Db;

/** The further a page stands in the list, the more else it says beside the words that are asked for. */
const pages = Array.from(
  { length: 30 },
  (_, at) =>
    `# Page ${at}\n\nA walrus colony${at === 17 ? ', its tusks' : ''}. ${'Other words follow here. '.repeat(at)}`,
);

async function store(texts: readonly string[], { userId = '', folder = 'library' } = {}): Promise<void> {
  const uploadId = userId ? randomUUID() : undefined;
  if (uploadId)
    await db.upload.create({ data: { id: uploadId, userId, name: 'a.md', sizeBytes: 1, sha256: 'x' } });
  await storeDocuments(
    db,
    texts.map((text, at) => ({
      ...{ path: `${folder}/${at}.md`, url: `doc://${folder}/${at}.md`, sizeBytes: 1, modifiedMs: 0 },
      ...prepareDocument({ path: `${at}.md`, text }),
      ...{ sha256: 'x', unread: null, ...(uploadId && { uploadId }) },
    })),
  );
}

beforeAll(async () => {
  database = await createTestDatabase();
  db = database.db;
  await store(pages);
}, 60_000);
afterAll(() => database.drop());

async function namesFound(limits?: { occurrences: number; documents: number }): Promise<string[]> {
  const forms = asTheyAre(['walrus', 'coloni', 'colony', 'tusk']);
  const collections = await readCollections(db, { forms, reach: undefined });
  const { pages, passages } = await findPassages(db, {
    ...{ question, forms, collections, reach: undefined },
    ...(limits && { limits }),
  });
  const known = new Set(passages.map(({ page }) => page));
  expect(pages.every(({ page }) => known.has(page))).toBe(true);
  expect(passages.every(({ counts }) => counts.has('walrus') && counts.size > 1)).toBe(true);
  const rows = await db.document.findMany({ where: { id: { in: pages.map(({ page }) => Number(page)) } } });
  return rows.map(({ title }) => title).sort();
}

test('a search looks through everything where that is little', async () => {
  expect(await namesFound()).toHaveLength(pages.length);
});

test('of too many documents the best by their rarest words are kept, with their common words', async () => {
  expect(await namesFound({ occurrences: 40, documents: 3 })).toEqual(['Page 0', 'Page 1', 'Page 17']);
});

test('where every word is common, the passages that have them most densely are looked at', async () => {
  const forms = asTheyAre(['walrus']);
  const collections = await readCollections(db, { forms, reach: undefined });
  const { pages } = await findPassages(db, {
    ...{ question: 'walrus', forms, collections, reach: undefined },
    limits: { occurrences: 12, documents: 2 },
  });
  const rows = await db.document.findMany({ where: { id: { in: pages.map(({ page }) => Number(page)) } } });
  expect(rows.map(({ title }) => title).sort()).toEqual(['Page 0', 'Page 1']);
});

test('what others upload changes no score and no order; its owner’s search counts it', async () => {
  const search = (userId: string) =>
    searchDocuments(db, { query: question, limit: 10, signal, reach: { userId } });
  const before = await search('reader');
  await store(
    Array.from({ length: 40 }, (_, at) => `# Mine ${at}\n\nTusks of a walrus, tusks again.`),
    { userId: 'other', folder: 'uploads/other' },
  );
  expect(await search('reader')).toEqual(before);
  expect((await search('other')).some(({ title }) => title.startsWith('Mine'))).toBe(true);
  const others = await db.term.findMany({ where: { term: 'tusk' }, orderBy: { shelf: 'asc' } });
  expect(others.map(({ shelf, documents }) => [shelf, documents])).toEqual([
    ['', 1],
    ['other', 40],
  ]);
  const one = await db.upload.findFirstOrThrow({ where: { userId: 'other' } });
  const named = await searchDocuments(db, {
    ...{ query: question, limit: 50, signal },
    reach: { userId: 'other', uploads: [one.id] },
  });
  expect(named.every(({ title }) => title.startsWith('Mine'))).toBe(true);
  expect(named.length).toBeGreaterThan(0);
});

test('an upload that changes hands takes with it all that is counted of it', async () => {
  const counted = () => db.$queryRaw`
    SELECT shelf, count(*)::int AS passages, count(DISTINCT document_id)::int AS documents
    FROM posting WHERE term = 'tusk' GROUP BY shelf ORDER BY shelf`;
  const kept = () =>
    db.term.findMany({
      where: { term: 'tusk' },
      orderBy: { shelf: 'asc' },
      select: { shelf: true, passages: true, documents: true },
    });
  const sizes = () => db.librarySize.findMany({ orderBy: { shelf: 'asc' } });
  const before = await sizes();
  await db.upload.updateMany({ where: { userId: 'other' }, data: { userId: 'heir' } });
  expect(await kept()).toEqual(await counted());
  expect((await kept()).map(({ shelf }) => shelf)).toEqual(['', 'heir']);
  const find = async (userId: string) =>
    (await searchDocuments(db, { query: 'tusks', limit: 50, signal, reach: { userId } })).filter(
      ({ title }) => title.startsWith('Mine'),
    ).length;
  expect(await find('other')).toBe(0);
  expect(await find('heir')).toBeGreaterThan(0);
  const [other] = before.filter(({ shelf }) => shelf === 'other');
  expect(await sizes()).toContainEqual({ ...other, shelf: 'heir' });
  expect(await sizes()).toContainEqual({ shelf: 'other', documents: 0, passages: 0, terms: 0n });
});
