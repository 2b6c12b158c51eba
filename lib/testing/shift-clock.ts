/**
 * Sets the clock of this process off by so many milliseconds, as a wrong clock of a machine is; timers and the database
 * go on as they are. Answers how to set it right.
 */
export function shiftClock(ms: number): () => void {
  const True = globalThis.Date;
  class Shifted extends True {
    constructor(...given: unknown[]) {
      if (given.length === 0) super(True.now() + ms);
      else super(...(given as [number]));
    }
    static override now(): number {
      return True.now() + ms;
    }
  }
  globalThis.Date = Shifted as DateConstructor;
  return () => {
    globalThis.Date = True;
  };
}
