import type { Mark } from './app-process.ts';
import type { Figure, Measure } from './measure.ts';
import { spread } from './percentile.ts';

/** From the beginning of one step to that of the next, with and without checkpoints. */
export const steps: Measure = {
  name: 'steps',
  async measure({ app, send, scale }) {
    const figures: Figure[] = [];
    for (const [event, note, goal] of [
      ['bench/chain', 'checkpointing', 5],
      ['bench/plain-chain', 'no checkpointing', 10],
    ] as const) {
      const times: number[] = [];
      for (let index = 0; index < 2 + 10 * scale; index++) {
        await send([{ name: event, data: { id: `${index}` } }]);
        const marks = await app.marks('end', 1);
        if (index >= 2) times.push(...gaps(marks.filter(({ what }) => what === 'step')));
      }
      const { p50, p95 } = spread(times);
      figures.push({ what: `step → step, ${note}, p50`, value: p50, unit: 'ms', goal });
      figures.push({ what: `step → step, ${note}, p95`, value: p95, unit: 'ms' });
    }
    return figures;
  },
};

const gaps = (marks: Mark[]) => marks.slice(1).map(({ atMs }, index) => atMs - (marks[index]?.atMs ?? 0));
