import { type AppError, toAppError } from '#lib/errors.ts';
import type { Plan } from '#lib/schema/plan.ts';
import type { Hit } from '#lib/schema/source.ts';
import type { Desk, SearchSource } from '../ports.ts';

/** What is asked for in a round: queries of a sub-question. */
export type Search = { sub_question: number; queries: string[] };

const hitsPerQuery = 8;
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
    isFirst,
    isLast,
  }: {
    plan: Plan;
    searches: readonly Search[];
    sourceIds: readonly string[] | null;
    isFirst: boolean;
    isLast: boolean;
  },
): Promise<{ found: number }> {
  const sources = desk.sources.filter(
    ({ id, suits }) =>
      (!sourceIds || sourceIds.includes(id)) && (suits !== 'times' || (plan.time_range && isFirst)),
  );
  const over = new AbortController();
  const signal = AbortSignal.any([desk.signal, desk.finishing, over.signal]);
  const startedAt = performance.now();
  let found = 0;
  const open = new Set(sources);
  const faults: unknown[] = [];
  /** Sources that have answered a query at least: what they found counts, and they are not lost. */
  const heard = new Set<SearchSource>();
  for (const source of sources) {
    const onAnswer = () => void heard.add(source);
    askSource(desk, { source, plan, searches, signal, onAnswer })
      .then((hits) => {
        found += hits;
      })
      .catch((thrown: unknown) => faults.push(thrown))
      .finally(() => open.delete(source));
  }
  await waitForMost(open, { of: sources.length, startedAt, signal });
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
  return { found };
}

/** Resolves when all have answered, when half have and the rest had its patience, or when searching ends. */
async function waitForMost(
  open: ReadonlySet<SearchSource>,
  { of, startedAt, signal }: { of: number; startedAt: number; signal: AbortSignal },
): Promise<void> {
  const took = () => performance.now() - startedAt;
  let halfAt: number | null = null;
  while (open.size > 0 && !signal.aborted && took() < longestMs) {
    if (open.size <= of / 2 && open.size < of) halfAt ??= took();
    if (halfAt !== null && took() > 3 * halfAt + patienceMs) return;
    await new Promise((resolve) => setTimeout(resolve, 10));
  }
}

async function askSource(
  desk: Desk,
  {
    source,
    plan,
    searches,
    signal,
    onAnswer,
  }: {
    source: SearchSource;
    plan: Plan;
    searches: readonly Search[];
    signal: AbortSignal;
    onAnswer: () => void;
  },
): Promise<number> {
  const timeRange = source.suits === 'times' ? plan.time_range : undefined;
  const limit = timeRange ? hitsInTime : hitsPerQuery;
  // What there is in a span of time is the same whatever the words.
  const asked = searches.flatMap(({ sub_question, queries }) =>
    (timeRange ? queries.slice(0, 1) : queries).map((query) => ({ sub_question, query })),
  );
  let found = 0;
  let failure: AppError | null = null;
  await Promise.all(
    (timeRange ? asked.slice(0, 1) : asked).map(async ({ sub_question, query }) => {
      const event = { step: desk.step, source_id: source.id, query };
      const key = `${source.id}:${sub_question}:${query}`.slice(0, 200).toWellFormed();
      try {
        // What comes to nothing anyway is not asked.
        if (failure?.code === 'source_unavailable') return;
        await desk.tell(`search:${key}`, { type: 'search-started', ...event });
        signal.throwIfAborted();
        const hits = await searchTwice(source, query, { signal, limit, timeRange });
        onAnswer();
        for (const hit of hits) {
          await desk.store.saveFound({
            source_id: source.id,
            url: hit.url,
            title: hit.title,
            snippet: hit.snippet,
            found: { sub_question, query, score: hit.score, passages: hit.passages },
          });
        }
        found += hits.length;
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
  return found;
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

export const isSourceFault = ({ code }: AppError): boolean =>
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
const keyOf = (reason: string): string => reason.replaceAll('\u0000', '').slice(0, 200).toWellFormed();
