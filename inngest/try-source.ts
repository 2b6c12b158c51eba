import { AppError, toAppError } from '#lib/errors.ts';
import type { TimeRange } from '#lib/schema/plan.ts';
import type { Hit, SourceTrial } from '#lib/schema/source.ts';
import { runtime } from './runtime.ts';

const mostHits = 5;
const longestSnippet = 300;

/**
 * Asks one source one query and answers its best hits, or why there are none; nothing is stored as evidence. A calendar
 * is asked for this week and the next. Throws `not_found` for an unknown source and `source_off` with the reason for
 * one that is off.
 */
export async function trySource(
  { id, query }: { id: string; query: string },
  { signal, now = new Date(), timeoutMs = 15_000 }: { signal: AbortSignal; now?: Date; timeoutMs?: number },
): Promise<SourceTrial> {
  const { sources, sourcesOff, vision } = runtime();
  const off = sourcesOff.find((source) => source.id === id);
  if (off) throw new AppError('source_off', off.off);
  if (id === vision.id)
    throw new AppError('source_off', vision.off ?? 'It looks at pictures that a job names.');
  const source = sources.find((candidate) => candidate.id === id);
  if (!source) throw new AppError('not_found', 'There is no such source.');
  const clock = AbortSignal.timeout(timeoutMs);
  const startedAt = performance.now();
  const end = (hits: Hit[], error: string | null): SourceTrial => ({
    hits: hits.map(({ title, url, snippet }) => ({ title, url, snippet: clip(snippet) })),
    latency_ms: Math.round(performance.now() - startedAt),
    error,
  });
  try {
    const options = {
      signal: AbortSignal.any([signal, clock]),
      limit: mostHits,
      ...(source.suits === 'times' && { timeRange: twoWeeks(now) }),
    };
    return end(await source.search(query, options), null);
  } catch (thrown) {
    signal.throwIfAborted();
    if (clock.aborted) return end([], `It did not answer within ${timeoutMs / 1000} s.`);
    const { code, message } = toAppError(thrown);
    if (code !== 'source_failed' && code !== 'source_unavailable') throw thrown;
    return end([], message);
  }
}

/** One line of prose: no code block, and no torn word at its end. */
function clip(snippet: string): string {
  const prose = snippet.split('```', 1)[0] ?? '';
  const line = prose.replace(/\s+/g, ' ').trim().slice(0, longestSnippet).toWellFormed();
  return /[.!?:)”"]$/.test(line) || !line.includes(' ') ? line : line.replace(/ \S*$/, '…');
}

/** Monday of this week to Sunday of the next, where the server stands. */
function twoWeeks(now: Date): TimeRange {
  const monday = new Date(now.getFullYear(), now.getMonth(), now.getDate() - ((now.getDay() + 6) % 7));
  const sunday = new Date(monday.getFullYear(), monday.getMonth(), monday.getDate() + 13);
  return {
    from: localDate(monday),
    to: localDate(sunday),
    time_zone: Intl.DateTimeFormat().resolvedOptions().timeZone,
    words: 'this week and the next',
  };
}

const localDate = (date: Date): string =>
  [date.getFullYear(), date.getMonth() + 1, date.getDate()]
    .map((part) => String(part).padStart(2, '0'))
    .join('-');
