import { setTimeout as sleep } from 'node:timers/promises';
import { AppError } from '#lib/errors.ts';
import { readFlags } from '../../bench/read-flags.ts';
import { build } from '../build.ts';
import { type Client, createClient, type Seen } from './scale/ask-for-jobs.ts';
import { faultLines, preparedLines, type Row, rows, tableOf } from './scale/figures.ts';
import type { Part } from './scale/part.ts';
import { missingPackages, type Stand, startStand } from './scale/topology.ts';

const calmJobs = 20;
/** As whatever supervises a part would start it again. */
const restartMs = 1000;

/**
 * `npm run stand -- scale`: twenty jobs through the whole topology undisturbed, then `--jobs` more (200) while each part is
 * killed once (-9) with jobs under way and started again after a second. Prints a table of figures; true where all are as
 * they should be. Ends after `--minutes` (8) however far it is. `--leave-dead NAME` does not start that part again: the
 * stand has to notice.
 */
export async function standScale(folder: string, words: readonly string[]): Promise<boolean> {
  const missing = missingPackages();
  if (missing.length > 0) {
    throw new AppError(
      'invalid_configuration',
      `This needs Debian's packages: apt-get install --no-install-recommends ${missing.join(' ')}`,
    );
  }
  const { jobs = '200', minutes = '8', 'leave-dead': leaveDead } = readFlags(words);
  await build({ say: console.log });
  const began = performance.now();
  const stand = await startStand(folder);
  try {
    console.log(`Up after ${secondsSince(began)} s: ${stand.parts.map(({ name }) => name).join(', ')}.`);
    const signal = AbortSignal.timeout(Number(minutes) * 60_000);
    const client = createClient({ ...stand, signal });
    const calm = await runCalm(stand, client);
    const kills = await runKilled(stand, { client, jobs: Number(jobs), leaveDead, signal });
    const total = calmJobs + Number(jobs);
    const taken = await client.countJobs().catch(() => Number.NaN);
    const table: Row[] = [
      ...calm,
      ...rows({ ...kills, jobs: Number(jobs), parts: stand.parts, statuses: client.statuses() }),
      { what: 'jobs in the list, of those asked for', seen: `${taken} of ${total}`, holds: taken === total },
    ];
    console.log(`\n${tableOf(table)}\nAll in ${secondsSince(began)} s.`);
    return table.every(({ holds }) => holds !== false);
  } finally {
    await stand.stop();
  }
}

/** The product through nginx and PgBouncer, with nothing in its way: no job may fail, and no part may say a word of a fault. */
async function runCalm(stand: Stand, client: Client): Promise<Row[]> {
  const began = performance.now();
  // Of the start no word counts: an engine that is up before its app says so.
  const marks = stand.parts.map(({ said }) => said().length);
  const since = () =>
    stand.parts.map(({ name, said }, at) => ({ name, said: () => said().slice(marks[at]) }));
  const numbers = Array.from({ length: calmJobs }, (_, number) => number);
  const seen = await Promise.all(numbers.map((number) => client.runJob(number).catch(asLost)));
  const complete = seen.filter(isWhole).length;
  const faults = faultLines(since());
  for (const line of faults.slice(0, 10)) console.log(`  ${line}`);
  const told = `${complete} of ${calmJobs} complete, ${faults.length} lines of faults, ${preparedLines(stand.parts).length} of prepared statements, ${secondsSince(began)} s`;
  console.log(`Undisturbed: ${told}.`);
  return [
    {
      what: 'PgBouncer in transaction mode, undisturbed',
      seen: told,
      holds: complete === calmJobs && faults.length === 0,
    },
  ];
}

type Killed = { seen: Seen[]; kills: { name: string; underWay: number; backMs: number }[]; seconds: number };

async function runKilled(
  { parts }: Stand,
  options: { client: Client; jobs: number; leaveDead: string | undefined; signal: AbortSignal },
): Promise<Killed> {
  const { client, jobs, leaveDead, signal } = options;
  const began = performance.now();
  const asked: Promise<unknown>[] = [];
  const seen: Seen[] = [];
  const kills: Killed['kills'] = [];
  let next = calmJobs;
  const submit = (count: number) => {
    for (let left = count; left > 0 && asked.length < jobs; left -= 1)
      asked.push(
        client
          .runJob(next++)
          .catch(asLost)
          .then((one) => seen.push(one)),
      );
  };
  const portion = jobs / (parts.length + 1);
  for (const [at, part] of order(parts).entries()) {
    submit(Math.ceil(portion * (at + 0.5)) - asked.length);
    const goal = Math.min(seen.length + Math.ceil(portion / 3), asked.length - 1);
    while (seen.length < goal && !signal.aborted) await sleep(20);
    if (signal.aborted) break;
    const underWay = asked.length - seen.length;
    await part.kill9();
    const killedAt = performance.now();
    // Some are asked for while it is away.
    submit(Math.ceil(portion * (at + 1)) - asked.length);
    await sleep(restartMs);
    if (part.name !== leaveDead) await part.start();
    kills.push({ name: part.name, underWay, backMs: performance.now() - killedAt });
    console.log(
      `${part.name} killed with ${underWay} jobs under way, back after ${secondsSince(killedAt)} s; ${seen.length} of ${jobs} have ended.`,
    );
  }
  submit(jobs);
  await Promise.all(asked);
  return { seen, kills, seconds: (performance.now() - began) / 1000 };
}

/** Those first that others notice least; the database last. */
const order = (parts: readonly Part[]): Part[] => [...parts].reverse();

/** A job that its client never saw end. */
const asLost = (error: unknown): Seen => ({
  ...{ lastSeq: 0, events: 0, gaps: 0, doubles: 0, returns: 0, isDone: false, toldSeq: 0 },
  status: error instanceof Error ? error.message : String(error),
});

const isWhole = ({ status, gaps, doubles, lastSeq, toldSeq }: Seen): boolean =>
  status === 'complete' && gaps + doubles === 0 && lastSeq === toldSeq;

const secondsSince = (began: number): string => ((performance.now() - began) / 1000).toFixed(1);
