import type { Log } from '#lib/log.ts';
import { jobHasEnded } from './job-has-ended.ts';

type Level = keyof Log;

/**
 * What the SDK says (words with fields before or after them, in any form) as lines of our log: an error by its name
 * and words, never with its stack. That a job has ended under a step is no fault and is told on `debug`; what is tried
 * again is a warning.
 */
export function createSdkLog(log: () => Log): Record<Level, (...said: unknown[]) => void> {
  const write =
    (level: Level) =>
    (...said: unknown[]) => {
      const message = said.filter((part) => typeof part === 'string').join(' ');
      const error = said.map(errorOf).find((found) => found !== null);
      if (!error) return log()[level](message);
      log()[levelOf(error) ?? level](message, { error: `${error.name}: ${error.message}` });
    };
  return { debug: write('debug'), info: write('info'), warn: write('warn'), error: write('error') };
}

/** How loud an error is told, where that is known better than by the SDK. */
function levelOf({ name, message }: Error): Level | null {
  if (message === jobHasEnded) return 'debug';
  return name === 'RetryAfterError' ? 'warn' : null;
}

function errorOf(part: unknown): Error | null {
  if (part instanceof Error) return part;
  const { err, error } = (part ?? {}) as { err?: unknown; error?: unknown };
  const inner = err ?? error;
  const isError = typeof inner === 'object' && inner !== null && 'message' in inner;
  return isError ? (inner as Error) : null;
}
