import { mkdtempSync, rmSync } from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { openDb } from '#lib/db.ts';
import { createDocumentIndex, type DocumentIndex } from '#lib/documents/index.ts';
import { createLog } from '#lib/log.ts';
import { migrate } from '#lib/postgres/migrate.ts';
import { createPostgres } from '#lib/postgres/postgres.ts';

/** Runs `work` with the documents of the sample library (or of `folder`) in a database that is thrown away. */
export async function withDocuments(
  work: (documents: DocumentIndex, seconds: number) => Promise<void>,
  { folder }: { folder?: string | undefined } = {},
): Promise<void> {
  const dataDir = mkdtempSync(path.join(os.tmpdir(), 'intentui-bench-'));
  const postgres = createPostgres({ dataDir, durable: false });
  try {
    const url = (await postgres.start()).url('bench');
    await migrate(url);
    const db = openDb(url);
    const documents = createDocumentIndex({
      db,
      config: { DOCUMENTS_DIR: folder },
      log: createLog('documents', 'warn'),
    });
    const startedAt = performance.now();
    try {
      documents.start();
      await documents.ready();
      await work(documents, (performance.now() - startedAt) / 1000);
    } finally {
      await documents.stop();
      await db.$disconnect();
    }
  } finally {
    await postgres.stop();
    rmSync(dataDir, { recursive: true, force: true });
  }
}
