import { setTimeout as wait } from 'node:timers/promises';
import type { Config } from '#lib/config.ts';
import type { Db } from '#lib/db.ts';
import type { Log } from '#lib/log.ts';
import type { Hit, Page } from '#lib/schema/source.ts';
import { documentFolders } from './document-folders.ts';
import { type FileList, listFiles } from './list-files.ts';
import { searchDocuments } from './search-documents.ts';
import { syncDocuments } from './sync-documents.ts';

export type IndexStatus = {
  /** Whether every file that was there at the start can be found. */
  ready: boolean;
  pages: number;
  /** Files that are not in the index and why. */
  skipped: FileList['skipped'];
  /** Why the last pass over the folders failed; null when it did not. */
  failure: string | null;
};

/**
 * Keeps the library searchable: `start` reads the folders (what has changed since the last time) and then looks again
 * every `rescanMs`; `ready` resolves when the first pass is over and rejects with why it failed; `stop` ends it.
 * Files go unread by size and time, then by sha256; what was removed leaves the index.
 */
export function createDocumentIndex(options: {
  db: Db;
  config: Pick<Config, 'DOCUMENTS_DIR'>;
  log: Log;
  rescanMs?: number;
}) {
  const { db, config, log, rescanMs = 60_000 } = options;
  const stopping = new AbortController();
  const first = Promise.withResolvers<void>();
  first.promise.catch(() => {});
  const nothing = { tooLarge: 0, links: 0, unreadable: 0 };
  let status: IndexStatus = { ready: false, pages: 0, skipped: nothing, failure: null };
  let running: Promise<void> | undefined;

  async function pass(): Promise<void> {
    const startedAt = performance.now();
    const { signal } = stopping;
    const { files, skipped } = await listAll(config, signal);
    const changes = await syncDocuments({ db, files, signal, log });
    status = { ready: true, pages: files.length, skipped, failure: null };
    if (changes > 0) {
      const seconds = Math.round((performance.now() - startedAt) / 100) / 10;
      log.info('documents are searchable', {
        documents: files.length,
        changed: changes,
        seconds,
        ...skipped,
      });
    }
  }

  async function run(): Promise<void> {
    while (!stopping.signal.aborted) {
      try {
        await pass();
        first.resolve();
      } catch (error) {
        if (stopping.signal.aborted) break;
        status = { ...status, failure: error instanceof Error ? error.message : String(error) };
        log.error('the documents could not be read', { reason: status.failure });
        first.reject(error);
      }
      await wait(rescanMs, undefined, { signal: stopping.signal, ref: false }).catch(() => {});
    }
  }

  return {
    start(): void {
      running ??= run();
    },
    async stop(): Promise<void> {
      stopping.abort();
      await running;
      first.reject(stopping.signal.reason);
    },
    ready: (): Promise<void> => first.promise,
    status: (): IndexStatus => status,
    search: (query: string, request: { limit: number; signal: AbortSignal }): Promise<Hit[]> =>
      searchDocuments(db, { query, ...request }),
    read: (url: string): Promise<Page | undefined> => readDocument(db, url),
  };
}
export type DocumentIndex = ReturnType<typeof createDocumentIndex>;

async function listAll(config: Pick<Config, 'DOCUMENTS_DIR'>, signal: AbortSignal): Promise<FileList> {
  const lists = await Promise.all(documentFolders(config).map((folder) => listFiles(folder, signal)));
  const sum = (reason: keyof FileList['skipped']) =>
    lists.reduce((total, { skipped }) => total + skipped[reason], 0);
  return {
    files: lists.flatMap(({ files }) => files),
    skipped: { tooLarge: sum('tooLarge'), links: sum('links'), unreadable: sum('unreadable') },
  };
}

/** The stored page with this url as it is quoted; undefined when there is none. */
async function readDocument(db: Db, url: string): Promise<Page | undefined> {
  const found = await db.document.findUnique({
    where: { url },
    select: { url: true, title: true, text: true },
  });
  return found ?? undefined;
}
