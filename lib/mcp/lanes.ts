/**
 * Lets work wait until less than `most` of its kind is under way; `run` answers and throws what the work does, and
 * leaves the queue with the signal's reason when that aborts first.
 */
export function createLanes(most: number) {
  let busy = 0;
  const waiting: (() => void)[] = [];

  async function enter(signal: AbortSignal): Promise<void> {
    signal.throwIfAborted();
    if (busy < most) {
      busy += 1;
      return;
    }
    // Whoever leaves hands its place over, so that `busy` stays as it is.
    await new Promise<void>((resolve, reject) => {
      const go = () => {
        signal.removeEventListener('abort', leave);
        resolve();
      };
      const leave = () => {
        waiting.splice(waiting.indexOf(go), 1);
        reject(signal.reason);
      };
      waiting.push(go);
      signal.addEventListener('abort', leave, { once: true });
    });
  }

  return {
    async run<T>(work: () => Promise<T>, { signal }: { signal: AbortSignal }): Promise<T> {
      await enter(signal);
      try {
        return await work();
      } finally {
        const following = waiting.shift();
        if (following) following();
        else busy -= 1;
      }
    },
  };
}
