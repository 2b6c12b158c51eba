import type { Db } from '#lib/db.ts';
import { toAppError } from '#lib/errors.ts';
import type { Log } from '#lib/log.ts';
import { clip } from '#lib/text/clip.ts';

/** What is known of a source from the times it was asked; null for what never happened. */
export type KnownState = {
  lastUsedAt: Date;
  latencyMs: number | null;
  lastError: { message: string; at: Date } | null;
};

export type SourceStates = ReturnType<typeof createSourceStates>;

/** What was seen of a source and not yet stored; later sights replace earlier ones. */
type Seen = {
  usedAt: Date;
  answer?: { at: Date; latencyMs: number };
  failure?: { at: Date; message: string };
};

const writeDelayMs = 500;
const longestMessage = 300;
/** Whoever waits this long has a reason to tell of, even when it was the asker who gave up. */
const defaultLongSilenceMs = 10_000;

/**
 * Remembers in the database how asking each source went: one row a source, for all processes and past restarts. What
 * many jobs see within half a second is one write. A write that fails costs nobody anything and is logged.
 */
export function createSourceStates({
  db,
  log,
  longSilenceMs = defaultLongSilenceMs,
}: {
  db: Db;
  log: Log;
  longSilenceMs?: number;
}) {
  const unwritten = new Map<string, Seen>();
  let timer: NodeJS.Timeout | null = null;
  let writing: Promise<void> = Promise.resolve();

  const note = (id: string, seen: Seen) => {
    unwritten.set(id, { ...unwritten.get(id), ...seen });
    timer ??= setTimeout(() => void flush(), writeDelayMs).unref();
  };

  const flush = (): Promise<void> => {
    if (timer) clearTimeout(timer);
    timer = null;
    const rows = [...unwritten];
    unwritten.clear();
    writing = writing.then(async () => {
      for (const [id, seen] of rows) await store(db, id, seen);
    });
    writing = writing.catch((cause) =>
      log.warn('the state of sources is not stored', { cause: String(cause) }),
    );
    return writing;
  };

  return {
    /**
     * Runs `work`, which asks the source, and remembers how it went; answers and throws what it does. What was aborted
     * says nothing about a source, unless it had been silent for long. `words` are what was asked: they are taken out
     * of what is remembered.
     */
    async observe<T>(
      id: string,
      work: () => Promise<T>,
      { signal, words = '' }: { signal: AbortSignal; words?: string },
    ): Promise<T> {
      const startedAt = performance.now();
      try {
        const answer = await work();
        const at = new Date();
        const latencyMs = Math.round(performance.now() - startedAt);
        note(id, { usedAt: at, answer: { at, latencyMs } });
        return answer;
      } catch (thrown) {
        const at = new Date();
        const tookMs = performance.now() - startedAt;
        // Of a source that is left alone for a while after a failure, what is known stays.
        if (!toAppError(thrown).wasAsked) throw thrown;
        if (!signal.aborted) note(id, { usedAt: at, failure: { at, message: describe(thrown, words) } });
        else if (tookMs >= longSilenceMs) {
          const message = `It had not answered after ${Math.round(tookMs / 1000)} s.`;
          note(id, { usedAt: at, failure: { at, message } });
        }
        throw thrown;
      }
    },
    /** What is known by now, by the source's id. */
    async read(): Promise<ReadonlyMap<string, KnownState>> {
      await flush();
      const rows = await db.sourceState.findMany();
      return new Map(
        rows.map(({ sourceId, lastUsedAt, latencyMs, error, failedAt }) => [
          sourceId,
          {
            lastUsedAt,
            latencyMs,
            lastError: error !== null && failedAt ? { message: error, at: failedAt } : null,
          },
        ]),
      );
    },
    /** Stores what is not stored yet. */
    stop: (): Promise<void> => flush(),
  };
}

/**
 * What a person may read of a failure: our own words, in one line, without the question, without what a tool says
 * itself, which may repeat it, and without addresses' queries.
 */
function describe(thrown: unknown, words: string): string {
  const { code, message } = toAppError(thrown);
  if (code === 'internal') return 'It failed in a way that is not known.';
  const line = (words.trim().length > 2 ? message.replaceAll(words.trim(), '…') : message)
    .replace(/(https?:\/\/[^\s?#]+)[?#]\S*/g, '$1')
    .replace(/[\p{Cc}\p{Cf}\s]+/gu, ' ');
  const clean = line
    .replace(/: it says: .*$/, '.')
    // In parentheses, behind how a program ended.
    .replace(/, it says: .*$/, ').')
    .trim();
  return clean.length > longestMessage ? `${clip(clean, longestMessage - 1).toWellFormed()}…` : clean;
}

async function store(db: Db, id: string, { usedAt, answer, failure }: Seen): Promise<void> {
  await db.$executeRaw`
    INSERT INTO source_state AS known (source_id, last_used_at, answered_at, latency_ms, failed_at, error)
    VALUES (${id}, ${usedAt}, ${answer?.at ?? null}::timestamptz, ${answer?.latencyMs ?? null}::int,
      ${failure?.at ?? null}::timestamptz, ${failure?.message ?? null}::text)
    ON CONFLICT (source_id) DO UPDATE SET
      last_used_at = GREATEST(known.last_used_at, EXCLUDED.last_used_at),
      answered_at = GREATEST(known.answered_at, EXCLUDED.answered_at),
      latency_ms = CASE WHEN EXCLUDED.answered_at >= COALESCE(known.answered_at, '-infinity')
        THEN EXCLUDED.latency_ms ELSE known.latency_ms END,
      failed_at = GREATEST(known.failed_at, EXCLUDED.failed_at),
      error = CASE WHEN EXCLUDED.failed_at >= COALESCE(known.failed_at, '-infinity')
        THEN EXCLUDED.error ELSE known.error END`;
}
