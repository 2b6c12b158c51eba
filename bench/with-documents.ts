import { mkdtempSync, rmSync } from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { setTimeout as wait } from 'node:timers/promises';
import { type Db, openDb } from '#lib/db.ts';
import { createDocumentIndex, type DocumentIndex } from '#lib/documents/index.ts';
import { createLog } from '#lib/log.ts';
import { migrate } from '#lib/postgres/migrate.ts';
import { startPostgres } from './start-postgres.ts';

/** Every page of the library, as it is stored. */
export type AllPages = () => Promise<{ url: string; title: string; text: string }[]>;

/**
 * Runs `work` with the documents of the sample library (or of `folder`) in a database that is thrown away, or kept in
 * the folder `keep`: the next run then reads only what has changed. With `embeddings`, the address of a server, it
 * begins when every passage has its vector.
 */
export async function withDocuments(
  work: (documents: DocumentIndex, seconds: number, pages: AllPages, db: Db) => Promise<void>,
  {
    folder,
    keep,
    embeddings,
  }: { folder?: string | undefined; keep?: string | undefined; embeddings?: string | undefined } = {},
): Promise<void> {
  const dataDir = keep ?? mkdtempSync(path.join(os.tmpdir(), 'intentui-bench-'));
  const postgres = await startPostgres({ dataDir, durable: keep !== undefined });
  try {
    const url = postgres.url('bench');
    await migrate(url);
    const db = openDb(url);
    const documents = createDocumentIndex({
      db,
      config: { DOCUMENTS_DIR: folder, EMBEDDING_BASE_URL: embeddings, MODEL_EMBEDDING: 'bench' },
      log: createLog('documents', 'warn'),
    });
    const startedAt = performance.now();
    try {
      documents.start();
      await documents.ready();
      const seconds = (performance.now() - startedAt) / 1000;
      if (embeddings) await untilEmbedded(db);
      await work(documents, seconds, () => allPages(db), db);
    } finally {
      await documents.stop();
      await db.$disconnect();
    }
  } finally {
    await postgres.stop();
    if (keep === undefined) rmSync(dataDir, { recursive: true, force: true });
  }
}

/** Tells how long it takes; a server that fails is asked again until it answers. */
async function untilEmbedded(db: Db): Promise<void> {
  const startedAt = performance.now();
  const passages = await db.passage.count();
  while ((await db.embedding.count()) < passages) await wait(500);
  const seconds = (performance.now() - startedAt) / 1000;
  process.stdout.write(`${passages} passages embedded after ${seconds.toFixed(0)} s\n`);
}

const allPages = (db: Db) =>
  db.document.findMany({ select: { url: true, title: true, text: true }, orderBy: { url: 'asc' } });
