import type { StageContext } from '#inngest/stage.ts';
import { AppError, toAppError } from '#lib/errors.ts';
import { type FoundFor, saveReading, saveSource, sha256 } from '#lib/evidence/evidence.ts';
import { storable } from '#lib/jobs/storable.ts';
import type { TimeRange } from '#lib/schema/plan.ts';
import type { Hit, Page } from '#lib/schema/source.ts';
import type { Source } from '#lib/sources/source.ts';
import { tellFound, tellIfRead, tellRead } from './tell-if-read.ts';

const hitsPerQuery = 8;
const pagesPerStep = 10;
/** Of what there is in a span of time, all is wanted. */
const pagesInTime = 60;

/**
 * Asks one source the queries of one sub-question and stores the pages that it has read. What fails costs only itself
 * and is told: a page, or on the last try the whole source. Answers how many pages were read.
 */
export async function gatherSource(
  context: StageContext,
  {
    source,
    subQuestion,
    queries,
    timeRange,
    until,
  }: {
    source: Source;
    subQuestion: number;
    queries: string[];
    /** The days that the plan is about, for a source that suits times. */
    timeRange?: TimeRange | undefined;
    until: Date | null;
  },
): Promise<{ pages: number; failed: string | null }> {
  const left = until ? until.getTime() - Date.now() : 2 ** 31 - 1;
  const signal = AbortSignal.any([context.signal, context.finishing, AbortSignal.timeout(Math.max(left, 1))]);
  try {
    const days = source.suits === 'times' ? timeRange : undefined;
    const hits = await search(context, { source, queries, timeRange: days, signal });
    const found = new Map<string, { hit: Hit; found: FoundFor[] }>();
    for (const { query, hit } of hits) {
      const page = found.get(hit.url) ?? { hit, found: [] };
      page.found.push({ sub_question: subQuestion, query, score: hit.score, passages: hit.passages });
      found.set(hit.url, page);
    }
    let pages = 0;
    for (const page of [...found.values()].slice(0, days ? pagesInTime : pagesPerStep)) {
      if (await readPage(context, { source, ...page, signal })) pages += 1;
    }
    return { pages, failed: null };
  } catch (thrown) {
    context.signal.throwIfAborted();
    if (context.finishing.aborted) return { pages: 0, failed: null };
    const outOfTime = signal.aborted;
    const error = outOfTime
      ? new AppError('source_failed', 'There was no time left to ask it.')
      : toAppError(thrown);
    if (!isSourceFault(error)) throw thrown;
    if (error.retryable && !context.isLastAttempt && !outOfTime) throw error;
    await tellFailure(context, { source, error });
    return { pages: 0, failed: storable(error.message) };
  }
}

/** Told once for one reason: the key is short whatever the reason. */
const tellFailure = (
  { tellOnce }: StageContext,
  { source, error: { message: reason, nextTryAt } }: { source: Source; error: AppError },
) =>
  tellOnce(`failed:${source.id}:${sha256(reason)}`, {
    type: 'source-failed',
    source_id: source.id,
    url: null,
    reason,
    ...(nextTryAt && { next_try_at: nextTryAt.toISOString() }),
  });

const isSourceFault = (error: AppError): boolean =>
  error.code === 'source_failed' || error.code === 'source_unavailable';

/** Asks one query after the other; a query that fails costs only itself and is told, unless none was answered. */
async function search(
  context: StageContext,
  {
    source,
    queries: given,
    timeRange,
    signal,
  }: { source: Source; queries: string[]; timeRange: TimeRange | undefined; signal: AbortSignal },
): Promise<{ query: string; hit: Hit }[]> {
  const { tell, step } = context;
  // What there is in a span of time is the same whatever the words.
  const queries = timeRange ? given.slice(0, 1) : given;
  const limit = timeRange ? pagesInTime : hitsPerQuery;
  const hits: { query: string; hit: Hit }[] = [];
  let failure: unknown;
  let answered = 0;
  for (const [index, query] of queries.entries()) {
    signal.throwIfAborted();
    const event = { step, source_id: source.id, query };
    await tell(`search:${index}`, { type: 'search-started', ...event });
    try {
      const answer = await source.search(query, { signal, limit, timeRange });
      answered += 1;
      await tell(`search-end:${index}`, { type: 'search-end', ...event, hits: answer.length });
      for (const hit of answer) hits.push({ query, hit });
    } catch (thrown) {
      signal.throwIfAborted();
      if (!isSourceFault(toAppError(thrown))) throw thrown;
      failure = thrown;
      if (toAppError(thrown).code === 'source_unavailable') break;
    }
  }
  if (!failure) return hits;
  if (answered === 0) throw failure;
  await tellFailure(context, { source, error: toAppError(failure) });
  return hits;
}

async function readPage(
  context: StageContext,
  { source, hit, found, signal }: { source: Source; hit: Hit; found: FoundFor[]; signal: AbortSignal },
): Promise<boolean> {
  const { db, jobId, tellOnce } = context;
  const { url, title } = hit;
  let id = '';
  for (const entry of found) {
    const saved = await saveSource(db, { jobId, sourceId: source.id, url, title, found: entry });
    id = saved.id;
  }
  if (await tellIfRead(context, { id })) return true;
  await tellFound(context, { id, sourceId: source.id, url, title });
  let page: Page;
  try {
    page = await source.read(hit, { signal });
  } catch (thrown) {
    signal.throwIfAborted();
    const { message } = toAppError(thrown);
    await saveReading(db, { id, page: null, failure: message });
    await tellOnce(`unread:${id}`, { type: 'source-failed', source_id: source.id, url, reason: message });
    return false;
  }
  // A database that fails now fails the step, which is tried again: it says nothing about the page.
  const snapshotId = await saveReading(db, { id, page, failure: null });
  if (page.title && page.title !== title) {
    await db.source.update({ where: { id }, data: { title: page.title } });
  }
  const read = { id, url, title: page.title || title, characters: page.text.length };
  await tellRead(context, { ...read, snapshotId: snapshotId as string });
  return true;
}
