import type { Db } from '#lib/db.ts';
import { createPreparer } from '#lib/documents/preparer.ts';
import { AppError, toAppError } from '#lib/errors.ts';
import { saveReading, saveSource } from '#lib/evidence.ts';
import { fetchUrl } from '#lib/fetch-url.ts';
import type { Page } from '#lib/schema/source.ts';
import type { StageContext } from './stage.ts';

/** A page is checked against a text, not archived: this many UTF-16 units of it are read. */
const longestPage = 200_000;

/** A source of a judge job with its place in the list, from 1. */
export type NumberedText = { number: number; title?: string | undefined; text: string };
export type NumberedUrl = { number: number; url: string };

/** Stores the sources that were given as text, each as a snapshot of its own. */
export async function keepGivenTexts(
  context: StageContext,
  sources: readonly NumberedText[],
): Promise<{ pages: number }> {
  for (const { number, title = `Source ${number}`, text } of sources) {
    const page = { url: `given:source-${number}`, title, text: text.replace(/\r\n?/g, '\n') };
    await keep(context, { number, sourceId: 'given', url: page.url, title, read: async () => page });
  }
  return { pages: sources.length };
}

/**
 * Reads the page at an address that was given and stores what it says. A page that cannot be read costs only itself:
 * it is told, and the answer says so. `fetchPage` is how addresses are read.
 */
export async function readGivenUrl(
  context: StageContext,
  { number, url }: NumberedUrl,
  fetchPage: typeof fetchUrl = fetchUrl,
): Promise<{ failed: string | null }> {
  const failed = await keep(context, {
    number,
    sourceId: 'web',
    url,
    title: url,
    read: () => readPage(url, { signal: context.signal, fetchPage }),
  });
  return { failed };
}

async function keep(
  { db, jobId, tell, signal }: StageContext,
  given: { number: number; sourceId: string; url: string; title: string; read(): Promise<Page> },
): Promise<string | null> {
  const { number, sourceId, url, title } = given;
  // The score keeps the order in which they were given.
  const found = { sub_question: 0, query: '', score: 1 - number / 1000, passages: [] };
  const { id } = await saveSource(db, { jobId, sourceId, url, title, found });
  await tell(`found:${url}`, { type: 'source-found', id, source_id: sourceId, url, title });
  try {
    const page = await given.read();
    const snapshot_id = (await saveReading(db, { id, page, failure: null })) as string;
    await rename(db, { id, title: page.title || title });
    const characters = page.text.length;
    const event = { id, url, title: page.title || title, snapshot_id, characters };
    await tell(`read:${url}`, { type: 'source-read', ...event });
    return null;
  } catch (thrown) {
    signal.throwIfAborted();
    const { code, message } = toAppError(thrown);
    if (code !== 'source_failed') throw thrown;
    await saveReading(db, { id, page: null, failure: message });
    await tell(`failed:${url}`, { type: 'source-failed', source_id: sourceId, url, reason: message });
    return message;
  }
}

/** A page that was given by its address says itself what it is called. */
const rename = (db: Db, { id, title }: { id: string; title: string }) =>
  db.source.update({ where: { id }, data: { title } });

async function readPage(
  url: string,
  { signal, fetchPage }: { signal: AbortSignal; fetchPage: typeof fetchUrl },
): Promise<Page> {
  const fetched = await fetchPage(url, { signal });
  // Another thread cleans it: a hostile page may take long, and nobody else shall wait for it.
  const preparer = createPreparer();
  try {
    const { title, text } = await preparer
      .prepare({ path: pathFor(fetched.mediaType), text: fetched.text })
      .catch((cause) => {
        throw new AppError('source_failed', 'The page cannot be read as text.', { cause });
      });
    if (!text.trim()) throw new AppError('source_failed', 'There is no text on this page.');
    return { url, title: title === 'page' ? url : title, text: cut(text) };
  } finally {
    await preparer.stop();
  }
}

function pathFor(mediaType: string): string {
  if (mediaType.includes('html')) return 'page.html';
  return mediaType.includes('markdown') ? 'page.md' : 'page.txt';
}

/** The beginning of a long page, to the end of a line. */
function cut(text: string): string {
  if (text.length <= longestPage) return text;
  const beginning = text.slice(0, longestPage);
  return beginning.slice(0, Math.max(beginning.lastIndexOf('\n'), longestPage / 2)).toWellFormed();
}
