import { AppError } from './errors.ts';

/** Ends a turn: whoever waits next begins after `pauseMs`. Ending it again does nothing. */
export type Release = (options: { pauseMs: number }) => void;

/**
 * Lets at most `atOnce` work at a time, first come first served. `take` answers the function that ends the turn; it
 * throws the reason of a signal that aborts first, and `source_unavailable` when `maxWaiting` wait already.
 */
export function createRateLimit({
  name,
  atOnce,
  maxWaiting,
}: {
  name: string;
  atOnce: number;
  maxWaiting: number;
}) {
  let free = atOnce;
  const waiting: (() => void)[] = [];
  const pauses = new Set<NodeJS.Timeout>();

  function passOn(): void {
    const next = waiting.shift();
    if (next) next();
    else free += 1;
  }

  function createRelease(): Release {
    let ended = false;
    return ({ pauseMs }) => {
      if (ended) return;
      ended = true;
      if (pauseMs === 0) return passOn();
      const pause = setTimeout(() => {
        pauses.delete(pause);
        passOn();
      }, pauseMs);
      pauses.add(pause);
      // A pause for which nobody waits must not keep the process alive.
      if (waiting.length === 0) pause.unref();
    };
  }

  function wait(signal: AbortSignal): Promise<Release> {
    return new Promise((resolve, reject) => {
      const turn = () => {
        signal.removeEventListener('abort', leave);
        resolve(createRelease());
      };
      const leave = () => {
        waiting.splice(waiting.indexOf(turn), 1);
        reject(signal.reason);
      };
      waiting.push(turn);
      for (const pause of pauses) pause.ref();
      signal.addEventListener('abort', leave, { once: true });
    });
  }

  async function take(signal: AbortSignal): Promise<Release> {
    signal.throwIfAborted();
    if (free > 0) {
      free -= 1;
      return createRelease();
    }
    if (waiting.length >= maxWaiting) {
      throw new AppError(
        'source_unavailable',
        `${name} was not asked: too many requests are waiting for it.`,
        {
          wasAsked: false,
        },
      );
    }
    return wait(signal);
  }

  return { take };
}
