import { AppError, toAppError } from '#lib/errors.ts';
import type { TimeRange } from '#lib/schema/plan.ts';
import type { Hit, SourceTrial } from '#lib/schema/source.ts';
import { clip } from '#lib/text/clip.ts';
import { addDays, dayOf } from '#lib/text/zoned-day.ts';
import { runtime } from './runtime.ts';

const mostHits = 5;
const longestSnippet = 300;

/**
 * Asks one source one query and answers its best hits, or why there are none; nothing is stored as evidence. A calendar
 * is asked for this week and the next. Throws `not_found` for an unknown source and `source_off` with the reason for
 * one that is off.
 */
export async function trySource(
  { id, query, userId }: { id: string; query: string; userId: string },
  { signal, now = new Date(), timeoutMs = 15_000 }: { signal: AbortSignal; now?: Date; timeoutMs?: number },
): Promise<SourceTrial> {
  const { config, sources, sourcesOff, vision } = runtime();
  const off = sourcesOff.find((source) => source.id === id);
  if (off) throw new AppError('source_off', off.off);
  if (id === vision.id)
    throw new AppError('source_off', vision.off ?? 'It looks at pictures that a job names.');
  const known = sources.find((candidate) => candidate.id === id);
  const source = known?.forJob?.({ userId }) ?? known;
  if (!source) {
    const ids = [...sources, ...sourcesOff].map((each) => each.id).sort();
    throw new AppError('not_found', `There is no source “${id}”; there are: ${ids.join(', ')}.`);
  }
  const clock = AbortSignal.timeout(timeoutMs);
  const startedAt = performance.now();
  const end = (hits: Hit[], error: string | null): SourceTrial => ({
    hits: hits.map(({ title, url, snippet }) => ({ title, url, snippet: clipSnippet(snippet) })),
    latency_ms: Math.round(performance.now() - startedAt),
    error,
  });
  try {
    const options = {
      signal: AbortSignal.any([signal, clock]),
      limit: mostHits,
      ...(source.suits === 'times' && { timeRange: twoWeeks(now, config.TIME_ZONE) }),
    };
    return end(await source.search(query, options), null);
  } catch (thrown) {
    signal.throwIfAborted();
    if (clock.aborted) return end([], `It did not answer within ${timeoutMs / 1000} s.`);
    const { code, message, nextTryAt } = toAppError(thrown);
    if (code !== 'source_failed' && code !== 'source_unavailable') throw thrown;
    return { ...end([], message), ...(nextTryAt && { next_try_at: nextTryAt.toISOString() }) };
  }
}

/** One line of prose: no code block, and no torn word at its end. */
function clipSnippet(snippet: string): string {
  const prose = snippet.split('```', 1)[0] ?? '';
  const line = clip(prose.replace(/\s+/g, ' ').trim(), longestSnippet).toWellFormed();
  return /[.!?:)”"]$/.test(line) || !line.includes(' ') ? line : line.replace(/ \S*$/, '…');
}

/** Monday of this week to Sunday of the next, where the operator is. */
function twoWeeks(now: Date, timeZone: string): TimeRange {
  const today = dayOf(now, timeZone);
  const monday = addDays(today, -((new Date(`${today}T00:00:00Z`).getUTCDay() + 6) % 7));
  return { from: monday, to: addDays(monday, 13), time_zone: timeZone, words: 'this week and the next' };
}
