export type Stopwatch = {
  /** How long it has run so far. */
  ms(): number;
  /** The longest time for which nothing else could run in this process. */
  longestMs(): number;
};

/**
 * Measures time as this process has it: waiting counts, work counts, and what a machine takes away (other programs, a
 * pause of the whole) does not. So a test may say how long something takes at most, and hold on a machine that is slow
 * at the moment. Of a gap in which no timer came only the processor's time counts that this process had.
 */
export function startStopwatch(): Stopwatch {
  let [lastAt, lastCpu] = [performance.now(), cpuMs()];
  let [ownMs, longestMs] = [0, 0];
  const look = () => {
    const [at, cpu] = [performance.now(), cpuMs()];
    const own = Math.min(at - lastAt, Math.max(cpu - lastCpu, waitMs));
    ownMs += own;
    longestMs = Math.max(longestMs, own);
    [lastAt, lastCpu] = [at, cpu];
  };
  setInterval(look, tickMs).unref();
  return {
    ms() {
      look();
      return ownMs;
    },
    longestMs() {
      look();
      return longestMs;
    },
  };
}

const tickMs = 10;
/** What may pass between two ticks without work: a wait, seen somewhat late. */
const waitMs = 30;

function cpuMs(): number {
  const { user, system } = process.cpuUsage();
  return (user + system) / 1000;
}
