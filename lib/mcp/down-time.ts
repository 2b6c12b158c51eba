import { AppError } from '#lib/errors.ts';
import type { Log } from '#lib/log.ts';

const longestPauseMs = 300_000;

/**
 * Remembers that a server is not worth asking just now, and why: 1 s after the first failure, twice as long after each
 * further one, five minutes at most, unless a pause is given. `check` throws `source_unavailable` until it is over.
 */
export function createDownTime({
  name,
  log,
  firstPauseMs,
  now,
}: {
  name: string;
  log: Log;
  firstPauseMs: number;
  now: () => number;
}) {
  let failures = 0;
  let down: { until: number; reason: string } | undefined;

  return {
    begin({ reason, pauseMs }: { reason: string; pauseMs?: number }): AppError {
      failures += 1;
      const pause = pauseMs ?? Math.min(firstPauseMs * 2 ** (failures - 1), longestPauseMs);
      down = { until: now() + pause, reason };
      log.warn('an MCP server is down', { server: name, reason, pauseMs: pause });
      return new AppError('source_unavailable', `${reason} ${nextTry(pause)}`);
    },
    check(): void {
      if (!down || now() >= down.until) return;
      const reason = `${name} was not asked: ${down.reason} ${nextTry(down.until - now())}`;
      throw new AppError('source_unavailable', reason);
    },
    forget(): void {
      failures = 0;
      down = undefined;
    },
  };
}

function nextTry(ms: number): string {
  const seconds = Math.max(Math.ceil(ms / 1000), 1);
  return `It is asked again in ${seconds > 120 ? `${Math.round(seconds / 60)} minutes` : `${seconds} s`}.`;
}
