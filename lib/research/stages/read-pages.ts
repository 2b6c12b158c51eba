import { toAppError } from '#lib/errors.ts';
import type { Plan } from '#lib/schema/plan.ts';
import type { Page, WayStep } from '#lib/schema/source.ts';
import { archivedOn } from '#lib/text/archived-on.ts';
import type { CopiedPage, Desk, FoundPage, StoredPage } from '../ports.ts';
import { keepLinks } from './follow-links.ts';
import { notePage } from './note-page.ts';

/** Fetches that are under way in this process by job and address, so that a page that two steps want is read once. */
const underWay = new Map<string, Promise<StoredPage | null>>();

/**
 * Reads pages side by side, each once in a job, and lets the reader note what answers which sub-question. A page that
 * cannot be read costs only itself and is told; a page of the web that says what another one says costs the reader nothing. Answers how many were read and how many quotes were noted.
 */
export async function readPages(
  desk: Desk,
  { pages, plan, question }: { pages: readonly FoundPage[]; plan: Plan; question: string },
): Promise<{ read: number; notes: number }> {
  const results = await Promise.allSettled(
    pages.map(async (page) => {
      const stored = await fetchOnce(desk, page);
      if (!stored) return { read: 0, notes: 0 };
      // What one agency wrote and many print is read once.
      if (stored.copy_of) return { read: 1, notes: 0 };
      return { read: 1, notes: await notePage(desk, { page: stored, plan, question }) };
    }),
  );
  desk.signal.throwIfAborted();
  const lost = results.find((result) => result.status === 'rejected');
  if (lost) throw lost.reason;
  const done = results.flatMap((result) => (result.status === 'fulfilled' ? [result.value] : []));
  return {
    read: done.reduce((sum, { read }) => sum + read, 0),
    notes: done.reduce((sum, { notes }) => sum + notes, 0),
  };
}

function fetchOnce(desk: Desk, page: FoundPage): Promise<StoredPage | null> {
  const key = `${desk.jobId} ${page.url}`;
  // Whoever fetches it for the job may be ended alone; then it is fetched again.
  const known = underWay.get(key);
  if (known) return known.catch(() => fetchOnce(desk, page));
  const fetching = fetchPage(desk, page).finally(() => underWay.delete(key));
  underWay.set(key, fetching);
  return fetching;
}

async function fetchPage(desk: Desk, found: FoundPage): Promise<StoredPage | null> {
  const { id, url, title, source_id, way } = found;
  const known = await desk.store.page(id);
  await desk.tellOnce(`found:${id}`, {
    type: 'source-found',
    id,
    source_id,
    url,
    title,
    ...(way && { way }),
  });
  if (known) return told(desk, known, way);
  const source = desk.sources.find((source) => source.id === source_id);
  if (!source || desk.finishing.aborted) return null;
  const hit = { url, title, snippet: found.snippet, score: 0, passages: [] };
  const signal = AbortSignal.any([desk.signal, desk.finishing]);
  let page: Page;
  try {
    page = asArchived(await source.read(hit, { signal }));
  } catch (thrown) {
    desk.signal.throwIfAborted();
    if (desk.finishing.aborted) return null;
    const reason = toAppError(thrown).message;
    await desk.store.saveReading(id, { failure: reason });
    await desk.tellOnce(`unread:${id}`, { type: 'source-failed', source_id, url, reason });
    return null;
  }
  // A database that fails now fails the step, which is tried again: it says nothing about the page.
  const stored = await desk.store.saveReading(id, { page });
  if (source.followsLinks && page.links_to) await keepLinks(desk, { id, links: page.links_to });
  return stored && told(desk, stored, way);
}

/** A copy that an archive keeps says so, whoever found it. */
function asArchived(page: Page): Page {
  const archived = archivedOn(page.url);
  if (archived === undefined) return page;
  const title = page.title && `${page.title} (archived copy${archived})`;
  return { ...page, title, about: { ...page.about, kind: 'archived copy' } };
}

/** Tells that a page was read, and whether another one says the same. */
async function told(desk: Desk, page: StoredPage, way?: WayStep[]): Promise<StoredPage> {
  const { id, url, title, snapshot_id, text, about } = page;
  const { cut_from } = about;
  const copy_of = await copyOf(desk, page);
  await desk.tellOnce(`read:${id}`, {
    type: 'source-read',
    id,
    url,
    title,
    snapshot_id,
    characters: text.length,
    ...(cut_from !== undefined && { cut_from }),
    ...(way && { way }),
    ...(copy_of && { copy_of }),
  });
  return copy_of ? { ...page, copy_of } : page;
}

/**
 * Own documents are left alone: two versions of one are not the same. Where no model reads, nothing is saved by it, and
 * which page stands for its copies is decided when all are there, by rank and not by which came first.
 */
async function copyOf(desk: Desk, { id, url, asked_for }: StoredPage): Promise<CopiedPage | null> {
  if (desk.isBuiltIn('reader') || asked_for || !/^https?:/.test(url)) return null;
  return desk.store.copyOf(id);
}
