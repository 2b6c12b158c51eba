import type { StageContext } from '#inngest/stage.ts';
import type { Db } from '#lib/db.ts';
import { readWebPage } from '#lib/documents/prepare-page.ts';
import { toAppError } from '#lib/errors.ts';
import { cutIn, saveReading, saveSource } from '#lib/evidence/evidence.ts';
import type { fetchUrl } from '#lib/fetch-url/fetch-url.ts';
import { postgresJson } from '#lib/postgres-text.ts';
import type { QuotedPage } from '#lib/schema/quote.ts';
import type { Page } from '#lib/schema/source.ts';

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
  fetchPage?: typeof fetchUrl,
): Promise<{ failed: string | null }> {
  const failed = await keep(context, {
    number,
    sourceId: 'web',
    url,
    title: url,
    read: async () => {
      const page = await readWebPage(url, { signal: context.signal, fetchPage });
      return { ...page, url, title: page.title || url };
    },
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
    await rename(db, { id, title: page.title || title, about: page.about ?? {} });
    const characters = page.text.length;
    const event = { id, url, title: page.title || title, snapshot_id, characters, ...cutIn(page) };
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
const rename = (db: Db, { id, title, about }: { id: string; title: string; about: QuotedPage }) =>
  db.$executeRaw`
    UPDATE source SET title = ${title}, data = jsonb_set(data, '{about}', ${postgresJson(about)}::jsonb)
    WHERE id = ${id}::uuid`;
