import { createHash, randomBytes, randomUUID } from 'node:crypto';
import { mkdirSync, mkdtempSync, readdirSync, rmSync, writeFileSync } from 'node:fs';
import { writeFile } from 'node:fs/promises';
import os from 'node:os';
import path from 'node:path';
import { afterAll, afterEach, beforeAll, beforeEach, expect, test } from 'vitest';
import type { Db } from '#lib/db.ts';
import { createLog } from '#lib/log.ts';
import { createTestDatabase } from '#lib/testing/database.ts';
import { waitUntil } from '#lib/testing/wait-until.ts';
import { createDocumentIndex, type DocumentIndex } from './document-index.ts';
import { cleanUploads, keepUpload, removeUpload } from './keep-upload.ts';

// Two web processes on one database, each with a data directory of its own.
const { signal } = new AbortController();
let database: Awaited<ReturnType<typeof createTestDatabase>>;
let db: Db;
let root: string;
let running: DocumentIndex[] = [];

beforeAll(async () => {
  database = await createTestDatabase();
  db = database.db;
});
afterAll(() => database.drop());
beforeEach(() => {
  root = mkdtempSync(path.join(os.tmpdir(), 'uploads-elsewhere-'));
  mkdirSync(path.join(root, 'folder'));
});
afterEach(async () => {
  await Promise.all(running.map((index) => index.stop()));
  running = [];
  rmSync(root, { recursive: true });
});

const dataDirOf = (name: string) => path.join(root, name);
async function web(name: string): Promise<DocumentIndex> {
  const config = {
    DOCUMENTS_DIR: path.join(root, 'folder'),
    DATA_DIR: dataDirOf(name),
    DATABASE_URL: database.url,
  };
  const index = createDocumentIndex({ db, config, log: createLog('test', 'error'), rescanMs: 50 });
  running.push(index);
  index.start();
  await index.ready();
  return index;
}
const uploadAt = (name: string, content: string | Buffer, fileName = 'birds.md') =>
  keepUpload({
    userId: 'local',
    dataDir: dataDirOf(name),
    databaseUrl: database.url,
    async receive(place) {
      await writeFile(place, content);
      const sha256 = createHash('sha256').update(content).digest('hex');
      return { name: fileName, sizeBytes: content.length, sha256 };
    },
  });
const documentOf = (uploadId: string) => db.document.findFirst({ where: { uploadId } });
const filesAt = (name: string) =>
  readdirSync(path.join(dataDirOf(name), 'uploads'), { recursive: true, withFileTypes: true }).filter(
    (entry) => entry.isFile(),
  );

test('what one process took is found by a job that runs at another, and leaves no file where it was read', async () => {
  const { id } = await uploadAt('one', '# Dotterel\n\nThe dotterel breeds on fells.');
  const other = await web('two');
  await other.refresh({ signal, uploads: [id] });
  const hits = await other.search('dotterel fells', {
    limit: 5,
    signal,
    reach: { userId: 'local', uploads: [id] },
  });
  expect(hits.map(({ title }) => title)).toEqual(['Dotterel']);
  expect(filesAt('two')).toEqual([]);
  await web('one');
  await waitUntil(() => filesAt('one').length === 0);
});

test('a file of several pieces comes to the other byte for byte', async () => {
  const content = Buffer.concat([
    Buffer.from('# Long\n\n'),
    Buffer.from(randomBytes(1_300_000).toString('hex')),
  ]);
  const { id } = await uploadAt('one', content, 'long.txt');
  await web('two');
  const document = await waitUntil(() => documentOf(id), { everyMs: 50 });
  const sha256 = createHash('sha256').update(content).digest('hex');
  expect(document).toMatchObject({ sha256, unread: null });
  expect(await db.uploadPart.count({ where: { uploadId: id } })).toBe(10);
});

test('with both at work no upload is ever told as one that cannot be opened', async () => {
  await Promise.all([web('one'), web('two')]);
  const rows = await Promise.all(
    Array.from({ length: 12 }, (_, number) => uploadAt(number % 2 ? 'one' : 'two', `Bird ${number} sings.`)),
  );
  for (const { id } of rows)
    expect(await waitUntil(() => documentOf(id), { everyMs: 20 })).toMatchObject({ unread: null });
  await Promise.all(running.map((index) => index.lookAgain()));
  for (const { id } of rows) expect(await documentOf(id)).toMatchObject({ unread: null });
});

test('what is removed at the other is gone with its bytes, and from the disk of the one that took it', async () => {
  const { id } = await uploadAt('one', 'The whimbrel calls.');
  await removeUpload(db, { id, userId: 'local', dataDir: dataDirOf('two'), erase: true });
  expect(await db.uploadPart.count({ where: { uploadId: id } })).toBe(0);
  await web('one');
  expect(filesAt('one')).toEqual([]);
});

test('a file that an earlier release kept on the disk of its process moves to the database at its start', async () => {
  const content = 'The godwit flies far.';
  const id = randomUUID();
  const sha256 = createHash('sha256').update(content).digest('hex');
  await db.upload.create({
    data: { id, userId: 'local', name: 'far.md', sizeBytes: content.length, sha256 },
  });
  mkdirSync(path.join(dataDirOf('one'), 'uploads', id), { recursive: true });
  writeFileSync(path.join(dataDirOf('one'), 'uploads', id, 'far.md'), content);
  const other = await web('two');
  await other.lookAgain();
  expect(await documentOf(id)).toBeNull();

  await cleanUploads(db, { dataDir: dataDirOf('one'), databaseUrl: database.url });
  await cleanUploads(db, { dataDir: dataDirOf('one'), databaseUrl: database.url });
  expect(filesAt('one')).toEqual([]);
  expect(await waitUntil(() => documentOf(id), { everyMs: 50 })).toMatchObject({ sha256, unread: null });
});
