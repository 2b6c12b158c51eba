import { setTimeout as wait } from 'node:timers/promises';
import type { Config } from '#lib/config.ts';
import type { Db } from '#lib/db.ts';
import type { Log } from '#lib/log.ts';
import type { Hit, Page } from '#lib/schema/source.ts';
import { createEmbedder, type Embedder } from './embeddings/embed-texts.ts';
import { embedMissing, startingPace } from './embeddings/keep-embeddings.ts';
import { createFolderPasses, type IndexStatus } from './folder-passes.ts';
import { findNearWords } from './near-words.ts';
import { isReached, type Reach } from './reach.ts';
import { searchDocuments } from './search-documents.ts';

/** New passages are looked for so often. */
const embedEveryMs = 10_000;

/**
 * Keeps the library searchable: `start` reads the folders (what has changed since the last time), and again whenever
 * something changes there (`createFolderPasses`); `ready` resolves when the first pass is over and rejects with why it
 * failed; `lookAgain` resolves when a pass that began after it is over; `stop` ends it all.
 */
export function createDocumentIndex(options: {
  db: Db;
  config: Pick<Config, 'DOCUMENTS_DIR'> &
    Partial<Pick<Config, 'DATA_DIR' | 'DATABASE_URL'>> &
    Parameters<typeof createEmbedder>[0];
  log: Log;
  rescanMs?: number;
}) {
  const { db } = options;
  const passes = createFolderPasses(options);
  const embedder = createEmbedder(options.config);
  const stopping = new AbortController();
  let embedding: Promise<void> | undefined;

  /** Beside all else: a search goes without the vectors that are not there yet. */
  async function keepEmbedded(by: Embedder): Promise<void> {
    const { signal } = stopping;
    const pace = startingPace();
    await passes.ready().catch(() => {});
    while (!signal.aborted) {
      await embedMissing(db, { embedder: by, signal, log: options.log, pace });
      await wait(options.rescanMs ?? embedEveryMs, undefined, { signal, ref: false }).catch(() => {});
    }
  }

  return {
    start(): void {
      passes.start();
      if (embedder) embedding ??= keepEmbedded(embedder);
    },
    async stop(): Promise<void> {
      stopping.abort();
      await passes.stop();
      await embedding;
    },
    ready: passes.ready,
    lookAgain: passes.lookAgain,
    refresh: passes.refresh,
    /** The operator's embedding server, where one is set. */
    embedder,
    status: (): IndexStatus => passes.status(),
    async search(
      query: string,
      request: { limit: number; signal: AbortSignal; reach?: Reach | undefined },
    ): Promise<Hit[]> {
      return searchDocuments(db, { query, embedder, ...request });
    },
    /** Words of a question that stand nowhere in the library, each with the nearest one that does. */
    nearWords: (question: string, { reach }: { reach?: Reach | undefined } = {}) =>
      findNearWords(db, { question, reach }),
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
