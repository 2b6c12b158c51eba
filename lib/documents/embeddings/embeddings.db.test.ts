import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import os from 'node:os';
import path from 'node:path';
import { afterAll, afterEach, beforeAll, beforeEach, expect, test } from 'vitest';
import type { Db } from '#lib/db.ts';
import { AppError } from '#lib/errors.ts';
import { createLog } from '#lib/log.ts';
import { createTestDatabase } from '#lib/testing/database.ts';
import { createDocumentIndex, type DocumentIndex } from '../document-index.ts';
import { createEmbedder, type Embedder } from './embed-texts.ts';
import { embedMissing, startingPace } from './keep-embeddings.ts';

const { signal } = new AbortController();
let database: Awaited<ReturnType<typeof createTestDatabase>>;
let db: Db;
let root: string;
let server: Server;
let running: DocumentIndex[] = [];
/** What the fake server does with the vectors that it would answer; a status, or null to say nothing at all. */
let answer: (vectors: number[][]) => unknown | number | null;
let calls = 0;

/** Knows what has to do with the sea and what with mountains, in whatever words. */
const vectorOf = (text: string): number[] => [
  /ocean|tide|maritime/i.test(text) ? 1 : 0,
  /peak|alpine/i.test(text) ? 1 : 0,
  0.2,
];
const asOpenAi = (vectors: number[][]) => ({
  // Servers differ in the order of their rows.
  data: vectors.map((embedding, index) => ({ object: 'embedding', index, embedding })).reverse(),
  model: 'fake',
});

beforeAll(async () => {
  database = await createTestDatabase();
  db = database.db;
  server = createServer(async (request, response) => {
    calls += 1;
    let body = '';
    for await (const chunk of request) body += chunk;
    const said = answer((JSON.parse(body).input as string[]).map(vectorOf));
    if (said === null) return;
    if (typeof said === 'number') response.writeHead(said).end('down');
    else response.writeHead(200, { 'content-type': 'application/json' }).end(JSON.stringify(said));
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
});
afterAll(async () => {
  server.closeAllConnections();
  server.close();
  await database.drop();
});
beforeEach(async () => {
  root = mkdtempSync(path.join(os.tmpdir(), 'embeddings-'));
  mkdirSync(path.join(root, 'library'));
  answer = asOpenAi;
  calls = 0;
  await db.embedding.deleteMany();
});
afterEach(async () => {
  await Promise.all(running.map((index) => index.stop()));
  running = [];
  rmSync(root, { recursive: true });
});

const settings = () => ({
  EMBEDDING_BASE_URL: `http://127.0.0.1:${(server.address() as AddressInfo).port}/v1`,
  MODEL_EMBEDDING: 'fake',
});

async function open(): Promise<DocumentIndex> {
  const index = createDocumentIndex({
    db,
    config: { DOCUMENTS_DIR: path.join(root, 'library'), ...settings() },
    log: createLog('test', 'error'),
    rescanMs: 200,
  });
  running.push(index);
  index.start();
  await index.ready();
  return index;
}

function writePages(): void {
  const pages = { sea: 'A guide to the ocean in summer.', hill: 'A guide to the alpine summer. A guide.' };
  for (const [name, text] of Object.entries(pages))
    writeFileSync(path.join(root, 'library', `${name}.md`), `# ${name}\n\n${text}\n`);
}
const embedded = () => db.embedding.count();
const urls = async (index: DocumentIndex) =>
  (await index.search('a summer guide to maritime things', { limit: 5, signal })).map(({ url }) => url);
const byWords = ['doc://library/hill.md', 'doc://library/sea.md'];

test('passages are embedded in the background and what is near in meaning comes first', async () => {
  writePages();
  const index = await open();
  await expect.poll(embedded, { timeout: 60_000 }).toBe(2);
  expect(await urls(index)).toEqual(['doc://library/sea.md', 'doc://library/hill.md']);
  const [row] = await db.embedding.findMany();
  expect(row).toMatchObject({ model: 'fake', dimension: 3 });
});

test.each([
  ['errs', () => 500],
  ['answers no JSON of the kind', () => ({ error: 'no' })],
  ['answers fewer vectors', (vectors: number[][]) => asOpenAi(vectors.slice(1))],
  ['answers more vectors', (vectors: number[][]) => asOpenAi([...vectors, [1, 1, 1]])],
  ['answers vectors without direction', (vectors: number[][]) => asOpenAi(vectors.map(() => [0, 0, 0]))],
])('a server that %s costs only its share, and is asked again later', async (_, said) => {
  writePages();
  answer = said;
  const index = await open();
  expect(await urls(index)).toEqual(byWords);
  expect(await embedded()).toBe(0);
  answer = asOpenAi;
  await expect.poll(embedded, { timeout: 60_000 }).toBe(2);
});

test('a server that manages only few at a time is given fewer, and gets through', async () => {
  writePages();
  answer = (vectors) => (vectors.length > 1 ? 500 : asOpenAi(vectors));
  await open();
  await expect.poll(embedded, { timeout: 60_000 }).toBe(2);
});

test('a server that hangs holds up no search for good, nor the end', async () => {
  writePages();
  answer = () => null;
  const index = await open();
  await expect.poll(() => calls, { timeout: 60_000 }).toBeGreaterThan(0);
  // Nothing is ever answered: both come to an end by themselves or this test does not.
  expect(await urls(index)).toEqual(byWords);
  await index.stop();
  expect(await embedded()).toBe(0);
});

test('a batch that fails is tried again with fewer at once, and what is made is kept', async () => {
  for (let at = 0; at < 20; at += 1)
    writeFileSync(path.join(root, 'library', `${at}.md`), `# Page ${at}\n\nWords about number ${at}.\n`);
  const index = createDocumentIndex({
    db,
    config: { DOCUMENTS_DIR: path.join(root, 'library') },
    log: createLog('test', 'error'),
  });
  running.push(index);
  index.start();
  await index.ready();
  const sizes: number[] = [];
  const madeBefore: number[] = [];
  const isSlow = new AppError('model_failed', 'The embedding server did not answer as it should.');
  const isLeftAlone = new AppError('source_unavailable', 'The embedding server was not asked.', {
    nextTryAt: new Date(Date.now() + 50),
    wasAsked: false,
  });
  const embedder: Embedder = {
    model: 'slow',
    async embed(texts) {
      sizes.push(texts.length);
      madeBefore.push(await embedded());
      if (sizes.length === 2) throw isLeftAlone;
      if (texts.length > 5) throw isSlow;
      return { vectors: texts.map((text) => Float32Array.from(vectorOf(text))), tokens: null };
    },
  };
  const pace = startingPace();
  expect(await embedMissing(db, { embedder, signal, log: createLog('test', 'error'), pace })).toBe(20);
  expect(sizes.slice(0, 5)).toEqual([16, 8, 8, 4, 5]);
  expect(madeBefore.slice(0, 5)).toEqual([0, 0, 0, 0, 4]);
  expect(await embedded()).toBe(20);
});

test('a server that fails for a single passage too is left until the next time', async () => {
  writePages();
  const index = await open();
  await expect.poll(embedded, { timeout: 60_000 }).toBe(2);
  await index.stop();
  await db.embedding.deleteMany();
  const sizes: number[] = [];
  const embedder: Embedder = {
    model: 'down',
    async embed(texts) {
      sizes.push(texts.length);
      throw new AppError('model_failed', 'The embedding server did not answer as it should.');
    },
  };
  const pace = startingPace();
  expect(await embedMissing(db, { embedder, signal, log: createLog('test', 'error'), pace })).toBe(0);
  expect(sizes).toEqual([2, 1]);
  const gone: Embedder = {
    model: 'down',
    async embed() {
      throw new AppError('source_unavailable', 'The embedding server was not asked.', {
        nextTryAt: new Date(Date.now() + 3_600_000),
        wasAsked: false,
      });
    },
  };
  expect(await embedMissing(db, { embedder: gone, signal, log: createLog('test', 'error'), pace })).toBe(0);
  expect(pace.atOnce).toBe(1);
});

test('what was embedded stays after a stop; vectors of another dimension take the place of the old ones', async () => {
  writePages();
  const index = await open();
  await expect.poll(embedded, { timeout: 60_000 }).toBe(2);
  await index.stop();
  calls = 0;
  await (await open()).stop();
  expect(calls).toBe(0);
  writeFileSync(path.join(root, 'library', 'more.md'), '# more\n\nAnother guide to peaks.\n');
  answer = (vectors) => asOpenAi(vectors.map((vector) => [...vector, 0.5]));
  await open();
  await expect
    .poll(async () => (await db.embedding.findMany()).map(({ dimension }) => dimension), { timeout: 60_000 })
    .toEqual([4, 4, 4]);
});

test('without a server nothing is embedded', () => {
  expect(createEmbedder({ MODEL_EMBEDDING: 'fake' })).toBeUndefined();
});
