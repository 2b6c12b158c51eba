import { setTimeout as wait } from 'node:timers/promises';
import type { Config } from '#lib/config.ts';
import type { Db } from '#lib/db.ts';
import { AppError } from '#lib/errors.ts';
import type { Log } from '#lib/log.ts';
import { type FileAccount, noFiles } from '#lib/schema/file-account.ts';
import { type Aside, accountFiles } from './account-files.ts';
import { compareFiles, type FileStates, isLarge } from './compare-files.ts';
import { type DocumentFolder, documentFolders } from './document-folders.ts';
import { pathOfDocument } from './document-url.ts';
import { type DocumentFile, listFiles } from './list-files.ts';
import { readStored, refreshStatistics, removeDocuments } from './store-documents.ts';
import { syncDocuments } from './sync-documents.ts';
import { dropRead } from './upload-bytes.ts';
import { listUploads, uploadsFolder } from './upload-files.ts';
import { watchFolders } from './watch-folders.ts';

export type IndexStatus = {
  /** Whether every file that was there at the start can be found, but for very large ones. */
  ready: boolean;
  /** Files that can be searched, uploaded ones included. */
  pages: number;
  /** What became of every file of the folders. */
  files: FileAccount;
  /** When the folders were last looked at; null before the first time. */
  lookedAt: Date | null;
  /** Why the last pass over the folders failed; null when it did not. */
  failure: string | null;
};

type Seen = { files: readonly DocumentFile[]; aside: readonly Aside[]; states: FileStates };

/** A pass that something new has come up during is ended after so long, and the next takes the newest first. */
const longPassMs = 3000;
/** A change rarely comes alone. */
const settleMs = 150;
const leastRescanMs = 4000;
const mostRescanMs = 60_000;
/** Looking may take this share of the time, so that large folders are looked at less often. */
const lookingShare = 1 / 25;
/** Before a search: folders that were looked at so long ago, and take no longer than this, are looked at again. */
const recentMs = 1000;
const cheapLookMs = 300;
const lookMs = 2000;
const uploadMs = 30_000;
/** Other processes may have changed what is stored. */
const compareEveryMs = 60_000;

/**
 * Goes over the folders and the uploads again and again: at once when the system tells of a change, and every few seconds
 * where it may not (a minute in folders that take long to look at). A pass lists everything, removes what is gone and
 * reads what has changed, large files beside it; a folder that looks as before costs no more than its listing.
 */
export function createFolderPasses({
  db,
  config,
  log,
  rescanMs,
}: {
  db: Db;
  /** Without a data directory and a database address there are no uploads. */
  config: Pick<Config, 'DOCUMENTS_DIR'> & Partial<Pick<Config, 'DATA_DIR' | 'DATABASE_URL'>>;
  log: Log;
  rescanMs?: number;
}) {
  const { DATABASE_URL: databaseUrl = '' } = config;
  const stopping = new AbortController();
  const { signal } = stopping;
  const first = Promise.withResolvers<void>();
  first.promise.catch(() => {});
  let seen: Seen = { files: [], aside: [], states: new Map() };
  let isReady = false;
  let lookedAt: Date | null = null;
  let failure: string | null = null;
  let running: Promise<void> | undefined;
  let readingLarge: Promise<void> | undefined;
  let waiters: PromiseWithResolvers<void>[] = [];
  let woken = new AbortController();
  let compared = { print: '', at: Number.NEGATIVE_INFINITY };
  let tookMs = 0;
  const wake = () => woken.abort();
  const watcher = watchFolders(wake);

  /** Answers whether it went over all of it. */
  async function pass(): Promise<boolean> {
    const startedAt = performance.now();
    const folder = databaseUrl && config.DATA_DIR && uploadsFolder(config.DATA_DIR);
    const uploads = folder ? await listUploads(db, folder) : [];
    const lists = await Promise.all(foldersOf(config).map((folder) => listFiles(folder, signal)));
    const files = [...lists.flatMap((list) => list.files), ...uploads];
    watcher.watch(lists.flatMap(({ folders }) => folders));
    lookedAt = new Date();
    tookMs = performance.now() - startedAt;
    const print = JSON.stringify(files.map(({ url, sizeBytes, modifiedMs }) => [url, sizeBytes, modifiedMs]));
    const isAsBefore = print === compared.print && startedAt - compared.at < compareEveryMs;
    const aside = lists.flatMap((list) => list.aside);
    if (isAsBefore) {
      seen = { ...seen, aside };
      return true;
    }
    const { states, changed, gone, stored } = compareFiles(files, await readStored(db));
    seen = { files, aside, states };
    await removeDocuments(db, gone);
    if (folder && !readingLarge) await dropRead(folder, changed);
    readLarge({ files: changed.filter(isLarge), stored, states });
    const small = changed.filter((file) => !isLarge(file));
    const isEnough = () => woken.signal.aborted && performance.now() - startedAt > longPassMs;
    const written = await syncDocuments({
      db,
      databaseUrl,
      files: small,
      stored,
      states,
      signal,
      log,
      isEnough,
    });
    if (written + gone.length > files.length / 10) await refreshStatistics(db);
    const isWhole = small.every(({ url }) => states.has(url));
    const canSkip = isWhole && [...states.values()].every((reason) => reason !== 'unreadable');
    compared = { print: canSkip && !readingLarge ? print : '', at: startedAt };
    if (written + gone.length > 0) tell({ changed: written + gone.length, startedAt });
    return isWhole;
  }

  function readLarge(
    given: Omit<Parameters<typeof syncDocuments>[0], 'db' | 'databaseUrl' | 'signal' | 'log'>,
  ): void {
    if (readingLarge || given.files.length === 0) return;
    const files = given.files.toSorted((left, right) => left.sizeBytes - right.sizeBytes);
    readingLarge = syncDocuments({ ...given, files, db, databaseUrl, signal, log })
      .then(() => {})
      .catch((error) => {
        if (!signal.aborted) log.error('a large document could not be stored', { reason: String(error) });
      })
      .finally(() => {
        readingLarge = undefined;
        wake();
      });
  }

  function tell({ changed, startedAt }: { changed: number; startedAt: number }): void {
    const { read, waiting, unread } = status().files;
    const seconds = Math.round((performance.now() - startedAt) / 100) / 10;
    const notRead = Object.fromEntries(unread.map(({ reason, count }) => [reason, count]));
    log.info('documents are searchable', { documents: read, changed, seconds, waiting, ...notRead });
  }

  async function run(): Promise<void> {
    while (!signal.aborted) {
      woken = new AbortController();
      const asked = waiters;
      waiters = [];
      try {
        const isWhole = await pass();
        failure = null;
        if (isWhole) {
          isReady = true;
          first.resolve();
          for (const { resolve } of asked) resolve();
        } else waiters = [...asked, ...waiters];
      } catch (error) {
        for (const { reject } of asked) reject(error);
        if (signal.aborted) break;
        failure = error instanceof Error ? error.message : String(error);
        compared = { print: '', at: Number.NEGATIVE_INFINITY };
        const reason = String((error instanceof Error && error.cause) || failure);
        log.error('the documents could not be read', { reason });
        first.reject(error);
      }
      await rest();
    }
  }

  /** Until something changes or it is time to look, and not without a breath where looking takes long. */
  async function rest(): Promise<void> {
    const pause = rescanMs ?? Math.min(mostRescanMs, Math.max(leastRescanMs, tookMs / lookingShare));
    await sleep(pause, AbortSignal.any([signal, woken.signal]));
    if (waiters.length === 0) await sleep(Math.min(settleMs + tookMs, leastRescanMs), signal);
  }

  function status(): IndexStatus {
    const { files, states } = seen;
    const inFolders = files.filter(({ uploadId }) => !uploadId);
    const aside = [...seen.aside];
    let read = 0;
    let waiting = 0;
    for (const { url } of inFolders) {
      const reason = states.get(url);
      if (reason) aside.push({ reason, name: pathOfDocument(url) ?? url });
      else if (reason === null) read += 1;
      else waiting += 1;
    }
    aside.sort((left, right) => (left.name < right.name ? -1 : 1));
    return {
      ready: isReady,
      pages: files.filter(({ url }) => states.get(url) === null).length,
      files: lookedAt ? accountFiles(aside, { read, waiting }) : noFiles,
      lookedAt,
      failure,
    };
  }

  function lookAgain(): Promise<void> {
    const waiter = Promise.withResolvers<void>();
    waiter.promise.catch(() => {});
    waiters.push(waiter);
    wake();
    return waiter.promise;
  }

  return {
    start(): void {
      running ??= run();
    },
    async stop(): Promise<void> {
      stopping.abort();
      watcher.close();
      await running;
      await readingLarge;
      first.reject(signal.reason);
      for (const { promise, reject } of waiters) {
        promise.catch(() => {});
        reject(signal.reason);
      }
    },
    ready: (): Promise<void> => first.promise,
    /** Looks now; resolves when all that was there when it was asked for has been read, large files apart. */
    lookAgain,
    /**
     * Waits for what a search should not miss: a look at folders that take no time, and the uploads that are named until
     * they were read. Never for long: what is there is searched all the same.
     */
    async refresh({
      signal: asker,
      uploads = [],
    }: {
      signal: AbortSignal;
      uploads?: readonly string[] | undefined;
    }): Promise<void> {
      const isRecent = lookedAt !== null && Date.now() - lookedAt.getTime() < recentMs;
      const isCheap = isReady && tookMs < cheapLookMs;
      const until = AbortSignal.any([
        asker,
        signal,
        AbortSignal.timeout(uploads.length > 0 ? uploadMs : lookMs),
      ]);
      if (running && isCheap && !isRecent) await untilAborted(lookAgain(), until);
      while (running && uploads.length > 0 && !until.aborted && !(await areRead(db, uploads))) {
        wake();
        await sleep(100, until);
      }
    },
    status,
  };
}

/** Whether each of these uploads was read, or found not to be readable; one that is gone waits for nothing. */
async function areRead(db: Db, uploads: readonly string[]): Promise<boolean> {
  const where = { id: { in: [...uploads] }, documents: { none: {} } };
  return (await db.upload.count({ where })) === 0;
}

async function untilAborted(work: Promise<void>, signal: AbortSignal): Promise<void> {
  const aborted = Promise.withResolvers<void>();
  const end = () => aborted.resolve();
  if (signal.aborted) return;
  signal.addEventListener('abort', end, { once: true });
  await Promise.race([work.catch(() => {}), aborted.promise]);
  signal.removeEventListener('abort', end);
}

const sleep = (ms: number, signal: AbortSignal): Promise<void> =>
  wait(ms, undefined, { signal, ref: false }).catch(() => {});

/** The folders; one that is gone is named in the log alone, since a failure is told to all who may ask. */
function foldersOf(config: Pick<Config, 'DOCUMENTS_DIR'>): DocumentFolder[] {
  try {
    return documentFolders(config);
  } catch (cause) {
    throw new AppError('invalid_configuration', 'A folder of DOCUMENTS_DIR cannot be read.', { cause });
  }
}
