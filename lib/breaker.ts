import { AppError } from './errors.ts';

const longestPauseMs = 300_000;

/**
 * Remembers that somebody is not worth asking just now. Closed at first; `open` makes `check` throw
 * `source_unavailable` with the reason until the pause is over; then one may ask again, and `close` after an answer
 * forgets all failures. A pause is as long as it is given, else `firstPauseMs`, twice as long after each further
 * failure, five minutes at most. The errors say when it is asked again (`nextTryAt`), their reasons do not: what is told
 * of a failure stays the same while the time passes. A reason is a sentence.
 */
export function createBreaker({
  name,
  firstPauseMs = 1000,
  now,
}: {
  name: string;
  firstPauseMs?: number;
  now: () => number;
}) {
  let failures = 0;
  let opened: { until: number; reason: string } | undefined;
  const isOpen = (): boolean => opened !== undefined && now() < opened.until;

  return {
    isOpen,
    check(): void {
      if (!opened || !isOpen()) return;
      throw new AppError('source_unavailable', `${name} was not asked: ${opened.reason}`, {
        nextTryAt: new Date(opened.until),
        wasAsked: false,
      });
    },
    open({ reason, pauseMs, cause }: { reason: string; pauseMs?: number; cause?: unknown }): AppError {
      failures += 1;
      const until = now() + (pauseMs ?? Math.min(firstPauseMs * 2 ** (failures - 1), longestPauseMs));
      opened = { until, reason };
      return new AppError('source_unavailable', reason, { cause, nextTryAt: new Date(until) });
    },
    /** Counts a failure that may pass; answers how many there were since the last answer. */
    countFailure(): number {
      failures += 1;
      return failures;
    },
    close(): void {
      failures = 0;
      opened = undefined;
    },
  };
}
