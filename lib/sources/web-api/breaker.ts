import { AppError } from '#lib/errors.ts';

/**
 * Remembers that a service is not worth asking just now. Closed at first; `open` makes `check` throw
 * `source_unavailable` with the reason until the time is over; then one may ask again, and `close` after an answer
 * forgets what was counted.
 */
export function createBreaker({ name, now }: { name: string; now: () => number }) {
  let failures = 0;
  let opened: { until: number; reason: string } | undefined;

  const secondsLeft = () => (opened ? Math.max(Math.ceil((opened.until - now()) / 1000), 0) : 0);

  return {
    isOpen: (): boolean => secondsLeft() > 0,
    check(): void {
      if (!opened || secondsLeft() === 0) return;
      const reason = `${opened.reason}; it is skipped for ${inWords(secondsLeft())} more.`;
      throw new AppError('source_unavailable', `${name} was not asked: ${reason}`);
    },
    open({ seconds, reason, cause }: { seconds: number; reason: string; cause: unknown }): AppError {
      opened = { until: now() + seconds * 1000, reason };
      return new AppError('source_unavailable', `${reason}; it is skipped for ${inWords(seconds)}.`, {
        cause,
      });
    },
    /** Answers how many failures there were since the last answer. */
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

function inWords(seconds: number): string {
  if (seconds === 60) return 'a minute';
  return seconds > 120 ? `${Math.round(seconds / 60)} minutes` : `${seconds} s`;
}
