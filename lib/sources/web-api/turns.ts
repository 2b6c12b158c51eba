import { AppError } from '#lib/errors.ts';

/** More than this many waiting for a turn is a queue that nobody wants to stand in. */
const maxWaiting = 12;

/**
 * Lets at most `atOnce` work at a time, first come first served, with `pauseMs` between the end of one and the turn of
 * the next. `take` answers the function that ends the turn; it throws the reason of a signal that aborts first, and
 * `source_unavailable` when too many wait already.
 */
export function createTurns({ name, atOnce, pauseMs }: { name: string; atOnce: number; pauseMs: number }) {
  let free = atOnce;
  const waiting: (() => void)[] = [];

  function release(): void {
    const next = waiting.shift();
    if (next) next();
    else free += 1;
  }

  function endOnce(): () => void {
    let ended = false;
    return () => {
      if (ended) return;
      ended = true;
      if (pauseMs === 0) release();
      else setTimeout(release, pauseMs).unref();
    };
  }

  return {
    take(signal: AbortSignal): Promise<() => void> {
      signal.throwIfAborted();
      if (free > 0) {
        free -= 1;
        return Promise.resolve(endOnce());
      }
      if (waiting.length >= maxWaiting) {
        throw new AppError('source_unavailable', `${name} was not asked: too many questions wait for it.`);
      }
      return new Promise((resolve, reject) => {
        const turn = () => {
          signal.removeEventListener('abort', leave);
          resolve(endOnce());
        };
        const leave = () => {
          waiting.splice(waiting.indexOf(turn), 1);
          reject(signal.reason);
        };
        waiting.push(turn);
        signal.addEventListener('abort', leave, { once: true });
      });
    },
  };
}
