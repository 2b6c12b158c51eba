import type { Measure } from './measure.ts';
import { spread } from './percentile.ts';

/** From an event to the first step of its run, on an idle server. */
export const latency: Measure = {
  name: 'latency',
  async measure({ app, send, scale }) {
    const times: number[] = [];
    for (let index = 0; index < 10 + 100 * scale; index++) {
      const { sentAt } = await send([{ name: 'bench/single', data: { id: `${index}` } }]);
      const marks = await app.marks('end', 1);
      if (index >= 10) times.push((marks.find(({ what }) => what === 'step')?.atMs ?? Number.NaN) - sentAt);
    }
    const { p50, p95 } = spread(times);
    return [
      { what: 'event → first step, p50', value: p50, unit: 'ms', goal: 15 },
      { what: 'event → first step, p95', value: p95, unit: 'ms' },
    ];
  },
};
