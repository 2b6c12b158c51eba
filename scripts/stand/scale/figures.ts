import type { Seen } from './ask-for-jobs.ts';
import type { Part } from './part.ts';

/** A line of the table; without `holds` it only tells. */
export type Row = { what: string; seen: string; holds?: boolean };

type Told = Pick<Part, 'name' | 'said'>;

/** What the product and the pool say of faults, with the name of who says it. */
export const faultLines = (parts: readonly Told[]): string[] =>
  linesOf(parts).filter(
    (line) => /^\S.*?: .*(\b(warn|error)\b|\bError:| WARNING | ERROR )/.test(line) && !isDatabase(line),
  );

/** Statements that a pool gave to a connection which had never heard of them, whoever tells it. */
export const preparedLines = (parts: readonly Told[]): string[] =>
  linesOf(parts).filter((line) => /prepared statement .*(does not exist|already exists)/i.test(line));

const linesOf = (parts: readonly Told[]): string[] =>
  parts.flatMap(({ name, said }) =>
    said()
      .split('\n')
      .filter(Boolean)
      .map((line) => `${name}: ${line}`),
  );

/** PostgreSQL writes down each insert that a key refused, which is how things stand once; its faults show in who asks. */
const isDatabase = (line: string): boolean => line.startsWith('PostgreSQL: ');

type Outcome = {
  seen: readonly Seen[];
  kills: readonly { name: string; underWay: number; backMs: number }[];
  seconds: number;
  jobs: number;
  parts: readonly Part[];
  statuses: ReadonlyMap<number, number>;
};

/** The figures of a run in which each part was killed, and whether they are as they should be. */
export function rows({ seen, kills, seconds, jobs, parts, statuses }: Outcome): Row[] {
  const sum = (pick: (one: Seen) => number) => seen.reduce((total, one) => total + pick(one), 0);
  const complete = seen.filter(({ status }) => status === 'complete').length;
  const others = new Set(seen.map(({ status }) => status).filter((status) => status !== 'complete'));
  const short = seen.filter(({ lastSeq, toldSeq }) => lastSeq !== toldSeq).length;
  const [gaps, doubles] = [sum((one) => one.gaps), sum((one) => one.doubles)];
  const idle = kills.filter(({ underWay }) => underWay === 0).length;
  const prepared = preparedLines(parts).length;
  const byItself = parts.filter((part) => part.endedByItself() > 0);
  const broken = statuses.get(500) ?? 0;
  const refused = [...statuses]
    .filter(([status]) => status >= 400)
    .map(([status, count]) => `${count} × ${status}`);
  return [
    {
      what: 'jobs complete',
      seen: `${complete} of ${jobs}${others.size > 0 ? `; ${[...others].slice(0, 3).join(', ')}` : ''}`,
      holds: complete === jobs,
    },
    {
      what: 'gaps in the logs, as read',
      seen: `${gaps} in ${sum((one) => one.events)} events`,
      holds: gaps === 0,
    },
    { what: 'events read twice', seen: String(doubles), holds: doubles === 0 },
    { what: 'logs not read to their end', seen: String(short), holds: short === 0 },
    {
      what: 'parts killed (-9) with jobs under way',
      seen: `${kills.length - idle} of ${parts.length}`,
      holds: kills.length === parts.length && idle === 0,
    },
    { what: '“prepared statement” lines', seen: String(prepared), holds: prepared === 0 },
    {
      what: 'parts that ended by themselves',
      seen: byItself.map(({ name }) => name).join(', ') || '0',
      holds: byItself.length === 0,
    },
    { what: 'requests answered with 500', seen: String(broken), holds: broken === 0 },
    { what: 'requests refused and asked again', seen: refused.join(', ') || '0' },
    { what: 'times that a stream was gone back to', seen: String(sum((one) => one.returns)) },
    {
      what: 'from the kill to ready again',
      seen: kills.map(({ name, backMs }) => `${name} ${(backMs / 1000).toFixed(1)} s`).join(', '),
    },
    { what: 'jobs a second, kills included', seen: (jobs / seconds).toFixed(2) },
  ];
}

export function tableOf(table: readonly Row[]): string {
  const width = Math.max(...table.map(({ what }) => what.length));
  return table
    .map(
      ({ what, seen, holds }) =>
        `${holds === undefined ? ' ' : holds ? '✓' : '✗'} ${what.padEnd(width)}  ${seen}`,
    )
    .join('\n');
}
