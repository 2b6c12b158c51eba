import type { Config } from '#lib/config.ts';
import type { Db } from '#lib/db.ts';
import type { Log } from '#lib/log.ts';
import type { Hit, Page } from '#lib/schema/source.ts';
import { createFolderPasses, type IndexStatus } from './folder-passes.ts';
import { isReached, type Reach } from './reach.ts';
import { searchDocuments } from './search-documents.ts';

/**
 * Keeps the library searchable: `start` reads the folders (what has changed since the last time), and again whenever
 * something changes there (`createFolderPasses`); `ready` resolves when the first pass is over and rejects with why it
 * failed; `lookAgain` resolves when a pass that began after it is over; `stop` ends it all.
 */
export function createDocumentIndex(options: {
  db: Db;
  config: Pick<Config, 'DOCUMENTS_DIR'> & Partial<Pick<Config, 'DATA_DIR'>>;
  log: Log;
  rescanMs?: number;
}) {
  const { db } = options;
  const passes = createFolderPasses(options);
  return {
    start: passes.start,
    stop: passes.stop,
    ready: passes.ready,
    lookAgain: passes.lookAgain,
    refresh: passes.refresh,
    status: (): IndexStatus => passes.status(),
    async search(
      query: string,
      request: { limit: number; signal: AbortSignal; reach?: Reach | undefined },
    ): Promise<Hit[]> {
      return searchDocuments(db, { query, ...request });
    },
    read: (url: string, reach?: Reach): Promise<Page | undefined> => readDocument(db, { url, reach }),
  };
}
export type DocumentIndex = ReturnType<typeof createDocumentIndex>;

/** The stored page with this url as it is quoted; undefined when there is none within reach. */
async function readDocument(
  db: Db,
  { url, reach }: { url: string; reach: Reach | undefined },
): Promise<Page | undefined> {
  const [found] = await db.$queryRaw<Page[]>`
    SELECT url, title, text FROM document WHERE url = ${url} AND unread IS NULL AND ${isReached(reach)}`;
  return found;
}
