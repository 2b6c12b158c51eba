import { type AppError, toAppError } from '#lib/errors.ts';
import type { Plan } from '#lib/schema/plan.ts';
import type { SearchFilters } from '#lib/schema/search-filters.ts';
import type { Hit } from '#lib/schema/source.ts';
import { clip } from '#lib/text/clip.ts';
import { detectLanguage } from '#lib/text/language.ts';
import type { Desk, SearchSource } from '../ports.ts';
import { type Query, queriesFor, type Search } from '../queries-for.ts';

const hitsPerQuery = 10;
/** Of what there is in a span of time, all is wanted. */
const hitsInTime = 60;
/** Once most sources have answered, the others are waited for this much longer, beside what those took. */
const patienceMs = 1500;
/** However slow all of them are. */
const longestMs = 25_000;

/**
 * Asks every source the queries of a round, side by side, and stores what they find. A source that fails or is slow
 * costs only itself and is told; what comes after the others were waited for is kept for the next round.
 */
export async function searchRound(
  desk: Desk,
  {
    plan,
    searches,
    sourceIds,
    filters,
    isFirst,
    isLast,
    most = Number.POSITIVE_INFINITY,
  }: {
    plan: Plan;
    searches: readonly Search[];
    sourceIds: readonly string[] | null;
    filters?: SearchFilters | undefined;
    isFirst: boolean;
    isLast: boolean;
    /** So many searches at most, shared out among the sources. */
    most?: number;
  },
): Promise<{ asked: number }> {
  const named = desk.sources.filter(({ id }) => !sourceIds || sourceIds.includes(id));
  const isChosen = sourceIds !== null && named.every(({ suits }) => suits && suits !== 'times');
  const asking = named
    .map((source) => ({ source, all: queriesFor(source, { plan, searches, isFirst, isChosen }) }))
    .filter(({ all }) => all.length > 0)
    .slice(0, most);
  const sources = asking.map(({ source }) => source);
  const over = new AbortController();
  const signal = AbortSignal.any([desk.signal, desk.finishing, over.signal]);
  const startedAt = performance.now();
  let asked = 0;
  const open = new Set(sources);
  const faults: unknown[] = [];
  /** Sources that have answered a query at least: what they found counts, and they are not lost. */
  const heard = new Set<SearchSource>();
  for (const [index, { source, all }] of asking.entries()) {
    const share = Math.ceil((most - asked) / (sources.length - index));
    const queries = all.slice(0, share);
    asked += queries.length;
    const onAnswer = () => void heard.add(source);
    askSource(desk, { source, plan, queries, filters, signal, onAnswer })
      .catch((thrown: unknown) => faults.push(thrown))
      .finally(() => open.delete(source));
  }
  await waitForMost(sources, { open, heard, startedAt, signal });
  for (const source of open) {
    if (heard.has(source)) continue;
    const reason = desk.finishing.aborted
      ? 'There was no time left to ask it.'
      : 'It was slower than the others and was not waited for.';
    await tellLost(desk, { source, reason });
  }
  if (isLast) over.abort();
  else setTimeout(() => over.abort(), longestMs).unref();
  desk.signal.throwIfAborted();
  if (faults.length > 0) throw faults[0];
  return { asked };
}

/**
 * Resolves when all have answered, when half have and the rest had its patience, or when searching ends. One that failed
 * has not answered: where the network is away, the only source that is left is waited for.
 */
async function waitForMost(
  sources: readonly SearchSource[],
  {
    open,
    heard,
    startedAt,
    signal,
  }: {
    open: ReadonlySet<SearchSource>;
    heard: ReadonlySet<SearchSource>;
    startedAt: number;
    signal: AbortSignal;
  },
): Promise<void> {
  const took = () => performance.now() - startedAt;
  let halfAt: number | null = null;
  while (open.size > 0 && !signal.aborted && took() < longestMs) {
    const answered = sources.filter((source) => heard.has(source) && !open.has(source)).length;
    if (answered > 0 && answered >= open.size) halfAt ??= took();
    if (halfAt !== null && took() > 3 * halfAt + patienceMs) return;
    await new Promise((resolve) => setTimeout(resolve, 10));
  }
}

async function askSource(
  desk: Desk,
  {
    source,
    plan,
    queries,
    filters,
    signal,
    onAnswer,
  }: {
    source: SearchSource;
    plan: Plan;
    queries: readonly Query[];
    filters: SearchFilters | undefined;
    signal: AbortSignal;
    onAnswer: () => void;
  },
): Promise<void> {
  const timeRange = source.suits === 'times' ? plan.time_range : undefined;
  const limit = timeRange ? hitsInTime : hitsPerQuery;
  const language =
    plan.brief?.language ?? detectLanguage(plan.sub_questions.map((part) => part.question).join('\n'));
  let failure: AppError | null = null;
  await Promise.all(
    queries.map(async ({ sub_question, query }) => {
      const event = { step: desk.step, source_id: source.id, query };
      const key = clip(`${source.id}:${sub_question}:${query}`, 200).toWellFormed();
      try {
        // What comes to nothing anyway is not asked.
        if (failure?.code === 'source_unavailable') return;
        await desk.tell(`search:${key}`, { type: 'search-started', ...event });
        signal.throwIfAborted();
        const hits = await searchTwice(source, query, { signal, limit, timeRange, filters, language });
        onAnswer();
        await Promise.all(
          hits.map(({ url, title, snippet, score, passages, way }) =>
            desk.store.saveFound({
              ...{ source_id: source.id, url, title, snippet },
              found: { sub_question, query, score, passages, ...(way && { way }) },
            }),
          ),
        );
        await desk.tell(`search-end:${key}`, { type: 'search-end', ...event, hits: hits.length });
      } catch (thrown) {
        const error = toAppError(thrown);
        if (signal.aborted) return;
        if (!isSourceFault(error)) throw thrown;
        failure ??= error;
      }
    }),
  );
  const lost = failure as AppError | null;
  if (lost) await tellLost(desk, { source, reason: lost.message, nextTryAt: lost.nextTryAt });
}

/** Once more after a moment, where the failure may pass. */
async function searchTwice(
  source: SearchSource,
  query: string,
  options: Parameters<SearchSource['search']>[1],
): Promise<Hit[]> {
  try {
    return await source.search(query, options);
  } catch (thrown) {
    options.signal.throwIfAborted();
    const error = toAppError(thrown);
    if (!isSourceFault(error) || !error.retryable) throw thrown;
    await new Promise((resolve) => setTimeout(resolve, 1000));
    options.signal.throwIfAborted();
    return source.search(query, options);
  }
}

const isSourceFault = ({ code }: AppError): boolean =>
  code === 'source_failed' || code === 'source_unavailable';

/** Told once in a job for one source and reason. */
const tellLost = (
  desk: Desk,
  { source, reason, nextTryAt }: { source: SearchSource; reason: string; nextTryAt?: Date | undefined },
) =>
  desk.tellOnce(`failed:${source.id}:${keyOf(reason)}`, {
    type: 'source-failed',
    source_id: source.id,
    url: null,
    reason,
    ...(nextTryAt && { next_try_at: nextTryAt.toISOString() }),
  });

/** A reason as a part of a key. */
const keyOf = (reason: string): string => clip(reason.replaceAll('\u0000', ''), 200).toWellFormed();
