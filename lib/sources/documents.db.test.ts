import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { createDocumentIndex, type DocumentIndex } from '#lib/documents/index.ts';
import { createLog } from '#lib/log.ts';
import { createTestDatabase } from '#lib/testing/database.ts';
import { documentsSource } from './documents.ts';
import { describeSource } from './source.contract.ts';

const folder = mkdtempSync(path.join(os.tmpdir(), 'documents-source-'));
const { signal } = new AbortController();
let database: Awaited<ReturnType<typeof createTestDatabase>>;
let documents: DocumentIndex;

beforeAll(async () => {
  for (const tree of ['oak', 'beech', 'birch', 'ash']) {
    writeFileSync(
      path.join(folder, `${tree}.md`),
      `# The ${tree} 😀\n\nA ${tree} is a tree. It has leaves.\n\n## Age\n\nOld.\n`,
    );
  }
  database = await createTestDatabase();
  documents = createDocumentIndex({
    db: database.db,
    config: { DOCUMENTS_DIR: folder },
    log: createLog('test', 'error'),
  });
  documents.start();
  await documents.ready();
});
afterAll(async () => {
  await documents.stop();
  await database.drop();
  rmSync(folder, { recursive: true });
});

const broken = async () => {
  throw new Error('no connection');
};

describeSource({
  source: () => documentsSource(documents),
  query: 'Which tree has leaves?',
  unanswerable: 'submarine periscope',
  unreachable: () =>
    documentsSource({ search: broken, read: broken, nearWords: broken, refresh: async () => {} }),
});

test('a page that has left the library is told, not invented', async () => {
  const gone = { url: 'doc://x/gone.md', title: 'Gone', snippet: '', score: 1, passages: [] };
  await expect(documentsSource(documents).read(gone, { signal })).rejects.toMatchObject({
    code: 'source_failed',
    message: 'This document is no longer there.',
  });
});

test('a hit brings its best passages with their headings and a snippet', async () => {
  const [hit] = await documentsSource(documents).search('age of the birch', { signal, limit: 1 });
  expect(hit).toMatchObject({ title: 'The birch 😀', passages: [{ heading: ['The birch 😀', 'Age'] }, {}] });
  expect(hit?.snippet).toBe('Old.');
});
