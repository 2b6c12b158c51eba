import type { Db } from '#lib/db.ts';
import type { Log } from '#lib/log.ts';
import type { FileReason } from '#lib/schema/file-account.ts';
import { type Comparison, type FileStates, fileOfPart, isLarge, urlOfPart } from './compare-files.ts';
import { hashFile, readTextParts } from './file-bytes.ts';
import type { DocumentFile } from './list-files.ts';
import { indexVersion, type PreparedDocument } from './prepare-document.ts';
import { preparer } from './preparer.ts';
import { csv } from './readers/csv.ts';
import { readerOf } from './readers/index.ts';
import { markdown } from './readers/markdown.ts';
import { plainText } from './readers/plain-text.ts';
import { type NewDocument, storeDocuments, touchDocuments } from './store-documents.ts';
import { unpackedName } from './unpack/gzip.ts';
import { isUnread, type Unread, unreadError, unreadOf } from './unread.ts';
import { placeUpload } from './upload-bytes.ts';

type Sync = {
  db: Db;
  /** The same database, where the bytes of uploads are. */
  databaseUrl: string;
  files: readonly DocumentFile[];
  stored: Comparison['stored'];
  /** Told how each file stands as soon as that is so. */
  states: FileStates;
  signal: AbortSignal;
  log: Log;
  /** Ends it early: what was read by then is stored. */
  isEnough?: () => boolean;
};

/** Characters of cleaned text that one transaction stores. */
const batchLength = 400_000;
/** Files that are read and prepared at a time. */
const lanes = 2;

/**
 * Reads, prepares and stores files in place of what is stored of them; one whose content is as stored is only noted. A
 * file that cannot be read is stored with the reason. Answers how many were stored. Nothing is left under way, however
 * it ends.
 */
export async function syncDocuments(sync: Sync): Promise<number> {
  const { db, files, states, signal, isEnough = () => false } = sync;
  const touched: DocumentFile[] = [];
  const queue = files.values();
  let batch: NewDocument[] = [];
  let storing: Promise<void> = Promise.resolve();
  let written = 0;
  const flush = () => {
    const documents = batch;
    batch = [];
    storing = storing.then(async () => {
      await storeDocuments(db, documents);
      for (const { url, unread } of documents) if (fileOfPart(url) === url) states.set(url, unread);
    });
    return storing;
  };
  const ending = new AbortController();
  const either = AbortSignal.any([signal, ending.signal]);
  const runLane = async () => {
    for (const file of queue) {
      either.throwIfAborted();
      const isNew = await readAnew(file, {
        ...sync,
        signal: either,
        async store(document) {
          batch.push(document);
          if (lengthOf(batch) > batchLength) await flush();
        },
      });
      if (isNew) written += 1;
      else {
        touched.push(file);
        states.set(file.url, (sync.stored.get(file.url)?.unread ?? null) as FileReason | null);
      }
      if (isEnough()) return;
    }
  };
  try {
    await Promise.all(Array.from({ length: lanes }, runLane));
    await flush();
  } finally {
    ending.abort();
  }
  await touchDocuments(db, touched);
  return written;
}

const lengthOf = (batch: NewDocument[]): number => batch.reduce((sum, { text }) => sum + text.length, 0);

const nothingRead: PreparedDocument = { title: '', text: '', language: 'en', titles: [], passages: [] };

type Reading = Sync & { store: (document: NewDocument) => Promise<void> };

async function readAnew(file: DocumentFile, reading: Reading): Promise<boolean> {
  if (!file.uploadId) return readPlaced(file, reading);
  const drop = await placeUpload(reading.databaseUrl, file);
  return readPlaced(file, reading).finally(drop);
}

/**
 * Reads a file and stores it, a long text in parts; the part that stands for the whole comes last, so that a file that
 * is cut off is read again. Answers false when its content is what is stored.
 */
async function readPlaced(file: DocumentFile, reading: Reading): Promise<boolean> {
  const { stored, signal, log, store } = reading;
  const known = stored.get(file.url);
  let sha256 = '';
  try {
    sha256 = await hashFile(file, signal);
    if (known?.sha256 === sha256 && known.indexVersion === indexVersion) return false;
    const whole = isLongText(file) ? await readParts(file, { ...reading, sha256 }) : undefined;
    const prepared =
      whole ?? (await preparer().prepare({ path: file.path, file: file.path, url: file.url }, { signal }));
    if (isUnread(prepared)) throw unreadError(prepared.reason, prepared.words);
    await store({ ...file, ...prepared, sha256, unread: null });
  } catch (error) {
    signal.throwIfAborted();
    const { reason, words } = unreadOf(error);
    if (known?.unread === reason && known.indexVersion === indexVersion && known.sha256 === sha256)
      return false;
    log.debug('a document could not be read', { url: file.url, reason, words });
    await store({ ...file, ...nothingRead, sha256, unread: reason });
  }
  return true;
}

/** PDF and zip files, whatever they are called. */
const isNoText = (text: string) => text.startsWith('%PDF-') || text.startsWith('PK\u0003\u0004');

/** Whether a file is a text or a table that may be cut, and is worth it. */
function isLongText(file: DocumentFile): boolean {
  const reader = readerOf(file.path);
  const isPacked = unpackedName(file.path) !== file.path;
  return !isPacked && isLarge(file) && (reader === plainText || reader === markdown || reader === csv);
}

/** Stores all parts of a long text but the first, which it answers; undefined where its bytes are something else. */
async function readParts(
  file: DocumentFile,
  { signal, store, sha256 }: Reading & { sha256: string },
): Promise<PreparedDocument | Unread | undefined> {
  let first: PreparedDocument | undefined;
  let number = 0;
  const isTable = readerOf(file.path) === csv;
  try {
    for await (const text of readTextParts(file, { signal, isTable })) {
      number += 1;
      if (number === 1 && isNoText(text)) return undefined;
      const part = await preparer().prepare({ path: file.path, text }, { signal });
      if (isUnread(part)) {
        if (part.reason === 'empty') continue;
        return part;
      }
      first ??= part;
      const url = urlOfPart(file.url, number);
      const title = `${first.title}, part ${number}`;
      if (part !== first) await store({ ...file, ...part, title, url, sha256, unread: null });
    }
  } catch (error) {
    if (unreadOf(error).reason !== 'encoding') throw error;
    return undefined;
  }
  return first ?? { reason: 'empty', words: 'There is no text in it.' };
}
