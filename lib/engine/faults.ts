import type { Log } from './log.ts';

/** An expression that could not be evaluated: what was said, on which event last, and how often. */
export type Fault = { message: string; eventName: string; eventId: string; count: number; lastAt: Date };

export type Faults = {
  tell(message: string, event: { id?: string; name?: string }): void;
  /** The latest first. */
  all(): Fault[];
};

const kept = 100;
const silenceMs = 60_000;

/**
 * Remembers which expressions could not be evaluated since this engine started, at most a hundred, and logs each, but
 * no more than once a minute: an event that no function can read is not refused for it.
 */
export function createFaults(log: Log): Faults {
  const faults = new Map<string, Fault>();
  return {
    tell(message, { id = '', name = '' }) {
      const before = faults.get(message);
      const now = new Date();
      if (!before || now.getTime() - before.lastAt.getTime() > silenceMs) {
        log.warn('an expression cannot be evaluated', { fault: message, event: name, event_id: id });
      }
      faults.delete(message);
      faults.set(message, {
        message,
        eventName: name,
        eventId: id,
        count: (before?.count ?? 0) + 1,
        lastAt: now,
      });
      const [oldest] = faults.keys();
      if (faults.size > kept && oldest !== undefined) faults.delete(oldest);
    },
    all: () => [...faults.values()].reverse(),
  };
}
