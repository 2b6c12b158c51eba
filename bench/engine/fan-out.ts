import type { Measure } from './measure.ts';
import { percentile } from './percentile.ts';
import { fanFunctions } from './workload.ts';

const wide = 50;

/** One run of many parallel steps, and one event that starts many functions. */
export const fanOut: Measure = {
  name: 'fan-out',
  async measure({ app, send, scale }) {
    const parallel: number[] = [];
    const functions: number[] = [];
    for (let round = 0; round < Math.max(2, 5 * scale); round++) {
      const { sentAt } = await send([{ name: 'bench/parallel', data: { id: `${round}`, count: wide } }]);
      const marks = await app.marks('end', 1);
      parallel.push((marks.find(({ what }) => what === 'end')?.atMs ?? Number.NaN) - sentAt);
      const { sentAt: fannedAt } = await send([{ name: 'bench/fan', data: { id: `${round}` } }]);
      const started = await app.marks('step', fanFunctions);
      functions.push(Math.max(...started.map(({ atMs }) => atMs)) - fannedAt);
    }
    return [
      { what: `one run of ${wide} parallel steps`, value: percentile(parallel, 0.5), unit: 'ms' },
      { what: `one event to ${fanFunctions} functions`, value: percentile(functions, 0.5), unit: 'ms' },
    ];
  },
};
