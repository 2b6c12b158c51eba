import type { Bench, Figure, Measure } from './measure.ts';
import { percentile } from './percentile.ts';
import { processTree, readCost } from './process-cost.ts';

const runs = 200;

/** Runs of one step, sent at once: until the last has returned, and what a run costs. */
export const burst: Measure = {
  name: 'burst',
  async measure(bench) {
    await sendAll(bench); // the first meets cold caches
    const times: number[] = [];
    const before = costs(bench);
    const rounds = Math.max(1, Math.round(5 * bench.scale));
    for (let round = 0; round < rounds; round++) times.push(await sendAll(bench));
    const after = costs(bench);
    return [
      {
        what: `${runs} runs at once, median of ${rounds}`,
        value: percentile(times, 0.5) / 1000,
        unit: 's',
        goal: 1.2,
      },
      ...Object.keys(after).flatMap((name) =>
        perRun({ name, before: before[name], after: after[name], rounds }),
      ),
    ];
  },
};

async function sendAll({ app, send }: Bench): Promise<number> {
  const indexes = Array.from({ length: runs }, (_, index) => index);
  const { sentAt } = await send(indexes.map((index) => ({ name: 'bench/single', data: { id: `${index}` } })));
  const marks = await app.marks('end', runs);
  return Math.max(...marks.map(({ atMs }) => atMs)) - sentAt;
}

type Costs = Record<string, ReturnType<typeof readCost>>;

function costs({ server, database, app }: Bench): Costs {
  if (server.pid === undefined) return {};
  return {
    engine: readCost([server.pid]),
    PostgreSQL: readCost(processTree(database.pid())),
    app: readCost([app.pid]),
  };
}

function perRun(options: {
  name: string;
  before: Costs[string];
  after: Costs[string];
  rounds: number;
}): Figure[] {
  const { name, before, after, rounds } = options;
  if (!before || !after) return [];
  const cpuMs = (after.cpuMs - before.cpuMs) / (rounds * runs);
  return [
    { what: `CPU a run, ${name}`, value: cpuMs, unit: 'ms' },
    { what: `memory after it, ${name}`, value: after.memoryMb, unit: 'MB' },
  ];
}
