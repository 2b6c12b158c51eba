import { createHash } from 'node:crypto';
import { readFile } from 'node:fs/promises';
import type { Db } from '#lib/db.ts';
import type { Log } from '#lib/log.ts';
import type { DocumentFile } from './list-files.ts';
import { indexVersion, type PreparedDocument } from './prepare-document.ts';
import { preparer } from './preparer.ts';
import {
  type NewDocument,
  readStored,
  refreshStatistics,
  removeDocuments,
  type StoredDocument,
  storeDocuments,
  touchDocuments,
} from './store-documents.ts';
import { isUnread } from './unread.ts';

type Sync = { db: Db; files: readonly DocumentFile[]; signal: AbortSignal; log: Log };

/** Characters of cleaned text that one transaction stores. */
const batchLength = 400_000;
/** Files that are read and prepared at a time. */
const lanes = 2;

/**
 * Brings the stored documents in line with the files: stores what is new or has changed by size or time and then by
 * sha256, removes what is gone. Answers how many it stored or removed. Nothing is left under way, however it ends.
 */
export async function syncDocuments({ db, files, signal, log }: Sync): Promise<number> {
  const stored = new Map((await readStored(db)).map((document) => [document.url, document]));
  const changed = files.filter((file) => !isUntouched(stored.get(file.url), file));
  const written = changed.length > 0 ? await storeChanged({ db, files: changed, stored, signal, log }) : 0;
  const present = new Set(files.map(({ url }) => url));
  const gone = [...stored.keys()].filter((url) => !present.has(url));
  await removeDocuments(db, gone);
  if (written + gone.length > files.length / 10) await refreshStatistics(db);
  return written + gone.length;
}

function isUntouched(known: StoredDocument | undefined, file: DocumentFile): boolean {
  return (
    known?.indexVersion === indexVersion &&
    known.sizeBytes === file.sizeBytes &&
    known.modifiedMs === BigInt(file.modifiedMs)
  );
}

/** Prepares files side by side and stores them in batches, one transaction after the other. */
async function storeChanged({
  db,
  files,
  stored,
  signal,
  log,
}: Sync & { stored: Map<string, StoredDocument> }) {
  const touched: DocumentFile[] = [];
  const queue = files.values();
  let batch: NewDocument[] = [];
  let storing: Promise<void> = Promise.resolve();
  let written = 0;
  const flush = () => {
    const documents = batch;
    batch = [];
    written += documents.length;
    storing = storing.then(() => storeDocuments(db, documents));
    return storing;
  };
  const runLane = async () => {
    for (const file of queue) {
      either.throwIfAborted();
      const known = stored.get(file.url);
      const document = await readAnew(file, { known, signal: either, log });
      if (!document) touched.push(file);
      else if (batch.push(document) && lengthOf(batch) > batchLength) await flush();
    }
  };
  const ending = new AbortController();
  const either = AbortSignal.any([signal, ending.signal]);
  try {
    await Promise.all(Array.from({ length: lanes }, runLane));
    await flush();
  } finally {
    ending.abort();
  }
  await touchDocuments(db, touched);
  return written;
}

function lengthOf(batch: NewDocument[]): number {
  return batch.reduce((sum, { text }) => sum + text.length, 0);
}

const nothingRead: PreparedDocument = { title: '', text: '', passages: '[]' };

/** Reads and prepares a file; undefined when its content is what is stored. One that cannot be read is stored empty. */
async function readAnew(
  file: DocumentFile,
  reading: { known: StoredDocument | undefined; signal: AbortSignal; log: Log },
): Promise<NewDocument | undefined> {
  const { known, signal, log } = reading;
  try {
    const bytes = await readFile(file.path, { signal });
    const sha256 = createHash('sha256').update(bytes).digest('hex');
    if (known?.sha256 === sha256 && known.indexVersion === indexVersion) return undefined;
    const prepared = await preparer().prepare({ path: file.path, file: file.path }, { signal });
    if (isUnread(prepared)) throw new Error(prepared.words);
    return { ...file, ...prepared, sha256 };
  } catch (error) {
    signal.throwIfAborted();
    log.warn('a document could not be read', { url: file.url, reason: String(error) });
    return { ...file, ...nothingRead, sha256: '' };
  }
}
