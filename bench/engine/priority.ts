import type { Measure } from './measure.ts';

const low = 200;

/** How many runs of low priority start between the moment a run of high priority was accepted and its own start. */
export const priority: Measure = {
  name: 'priority',
  async measure({ app, send }) {
    const indexes = Array.from({ length: low }, (_, index) => index);
    await send(indexes.map((index) => ({ name: 'bench/ranked', data: { id: `low-${index}`, priority: 0 } })));
    const before = await app.marks('end', 20);
    const { answeredAt } = await send([{ name: 'bench/ranked', data: { id: 'high', priority: 100 } }]);
    const marks = [...before, ...(await app.marks('end', low + 1 - before.filter(isEnd).length))];
    const started = marks.filter(({ what }) => what === 'step');
    const highAt = started.find(({ id }) => id === 'high')?.atMs ?? Number.POSITIVE_INFINITY;
    const overtaken = started.filter(({ atMs }) => atMs > answeredAt && atMs < highAt).length;
    return [
      {
        what: `one urgent run behind ${low}: others that start before it`,
        value: overtaken,
        unit: '',
        goal: 2,
      },
    ];
  },
};

const isEnd = ({ what }: { what: string }) => what === 'end';
