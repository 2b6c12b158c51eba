import type { Bench, Measure } from './measure.ts';

const count = 500;

/** A run of 500 parallel steps beside one that takes as many one after the other. */
export const wideRun: Measure = {
  name: 'wide-run',
  async measure(bench) {
    const steps = Math.ceil(count * bench.scale);
    const chain = await time(bench, 'bench/chain', steps);
    const plain = await time(bench, 'bench/plain-chain', steps);
    const parallel = await time(bench, 'bench/parallel', steps);
    return [
      { what: `${steps} steps one after the other, with checkpoints`, value: chain, unit: 's' },
      { what: `${steps} steps one after the other, without`, value: plain, unit: 's' },
      { what: `${steps} parallel steps`, value: parallel, unit: 's' },
      { what: 'parallel steps, times those without checkpoints', value: parallel / plain, unit: '' },
    ];
  },
};

async function time({ app, send }: Bench, name: string, steps: number): Promise<number> {
  const { sentAt } = await send([{ name, data: { id: name, count: steps } }]);
  const marks = await app.marks('end', 1, 600_000);
  return ((marks.find(({ what }) => what === 'end')?.atMs ?? Number.NaN) - sentAt) / 1000;
}
