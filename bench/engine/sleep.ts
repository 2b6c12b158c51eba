import type { Measure } from './measure.ts';
import { spread } from './percentile.ts';

/** How much later than asked a run goes on after `step.sleep('1s')`, from the step before it to the step after it. */
export const sleep: Measure = {
  name: 'sleep',
  async measure({ app, send, scale }) {
    const late: number[] = [];
    for (let index = 0; index < Math.max(3, 10 * scale); index++) {
      await send([{ name: 'bench/nap', data: { id: `${index}` } }]);
      const marks = await app.marks('end', 1);
      const at = (name: string) => marks.find(({ what }) => what === name)?.atMs ?? Number.NaN;
      late.push(at('after') - at('before') - 1000);
    }
    return [
      { what: 'sleep(1s), later by, p50', value: spread(late).p50, unit: 'ms', goal: 50 },
      { what: 'sleep(1s), later by, worst', value: Math.max(...late), unit: 'ms' },
    ];
  },
};
