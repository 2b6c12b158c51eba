/** Lets at most so many calls of a model be at work at once; the others wait in their order. */
export type Slots = ReturnType<typeof createSlots>;

export function createSlots() {
  let taken = 0;
  const waiting: (() => void)[] = [];

  return {
    /** Waits for a place; answers how to leave it, which may be called twice. Rejects with the reason of an abort. */
    async enter(limit: number, signal: AbortSignal | undefined): Promise<() => void> {
      signal?.throwIfAborted();
      if (taken >= limit) await wait(signal);
      else taken += 1;
      let left = false;
      return () => {
        if (left) return;
        left = true;
        // The place goes to the next in line without being free in between.
        const next = waiting.shift();
        if (next) next();
        else taken -= 1;
      };
    },
  };

  function wait(signal: AbortSignal | undefined): Promise<void> {
    return new Promise((resolve, reject) => {
      const enter = () => {
        signal?.removeEventListener('abort', abort);
        resolve();
      };
      const abort = () => {
        waiting.splice(waiting.indexOf(enter), 1);
        reject(signal?.reason);
      };
      waiting.push(enter);
      signal?.addEventListener('abort', abort, { once: true });
    });
  }
}
