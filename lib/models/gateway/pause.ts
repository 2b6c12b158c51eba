/** A pause that all calls to one model keep. */
export type Pause = ReturnType<typeof createPause>;

/** Makes a pause that is over; `extend` lets it last at least so long from now. */
export function createPause() {
  let until = 0;
  return {
    remainingMs: () => Math.max(until - performance.now(), 0),
    extend(delayMs: number): void {
      until = Math.max(until, performance.now() + delayMs);
    },
  };
}
