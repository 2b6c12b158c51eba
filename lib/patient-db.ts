import { setTimeout as sleep } from 'node:timers/promises';
import { type Db, isDatabaseDown } from './db.ts';

const firstPauseMs = 100;
const longestPauseMs = 2_000;

/**
 * Does what needs the database again and again while that cannot be reached, until `signal` aborts or `patienceMs` are
 * over; then throws what went wrong last. So it has to be work that may be done twice: a commit may have been stored
 * whose answer was lost.
 */
export async function outlastOutage<Result>(
  work: () => Promise<Result>,
  { signal, patienceMs }: { signal?: AbortSignal; patienceMs: number },
): Promise<Result> {
  const until = performance.now() + patienceMs;
  for (let pauseMs = firstPauseMs; ; pauseMs = Math.min(2 * pauseMs, longestPauseMs)) {
    try {
      return await work();
    } catch (error) {
      if (!isDatabaseDown(error) || performance.now() + pauseMs > until) throw error;
      // Whoever works side by side does not come back in step.
      await sleep(pauseMs * (0.5 + Math.random() / 2), undefined, { signal }).catch(() => {});
      if (signal?.aborted) throw error;
    }
  }
}

/**
 * The same database for work that outlasts its absence: each statement, and each transaction as a whole, is done again
 * until it is back. For work whose statements may be done twice, as those of steps: rows and events have keys. Transactions are
 * given as functions.
 */
export function patientDb(db: Db, options: { signal?: AbortSignal; patienceMs: number }): Db {
  const patiently =
    (target: object, method: (...args: unknown[]) => unknown) =>
    (...args: unknown[]) =>
      outlastOutage(async () => method.apply(target, args), options);
  const wrap = <Target extends object>(target: Target): Target =>
    new Proxy(target, {
      get(_, name) {
        const value: unknown = Reflect.get(target, name);
        if (typeof value === 'function') return patiently(target, value as () => unknown);
        // A model, by whose methods rows are read and written.
        if (typeof value === 'object' && value !== null && typeof name === 'string' && /^[a-z]/.test(name))
          return wrap(value);
        return value;
      },
    });
  return wrap(db);
}
