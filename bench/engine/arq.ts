import { measureArq } from '../arq/measure-arq.ts';
import type { Measure } from './measure.ts';

/** The same work through arq, on a Redis that writes before it answers: a job of nothing, and 200 of them at once. */
export const arq: Measure = {
  name: 'arq',
  async measure({ flags, scale }) {
    const work = { rounds: Math.ceil(20 * scale), steps: 0, burst: 200 };
    const found = await measureArq(work, { arq: flags.arq, ways: [{ sync: 'always', pollMs: 500 }] });
    return (found ?? []).flatMap((figures) => [
      { what: 'arq: enqueue → job, p50', value: figures.first_ms, unit: 'ms' as const },
      { what: 'arq: 200 jobs at once, median of 3', value: figures.burst_ms / 1000, unit: 's' as const },
      { what: 'arq: CPU a job, worker', value: figures.cpu_ms, unit: 'ms' as const },
    ]);
  },
};
