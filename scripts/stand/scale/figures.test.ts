import { expect, test } from 'vitest';
import { faultLines, preparedLines, rows } from './figures.ts';

const saying = (name: string, text: string) => ({
  ...{ name, said: () => text, endedByItself: () => 0 },
  ...{ start: async () => {}, kill9: async () => {}, stop: async () => {} },
});
const whole = {
  ...{ status: 'complete', lastSeq: 9, toldSeq: 9, events: 9, gaps: 0, doubles: 0, returns: 0, isDone: true },
};
const good = {
  seen: [whole, whole],
  kills: [{ name: 'nginx', underWay: 3, backMs: 1000 }],
  seconds: 4,
  jobs: 2,
  parts: [saying('nginx', '')],
  statuses: new Map([[200, 5]]),
};
const failing = (outcome: Partial<typeof good>) =>
  rows({ ...good, ...outcome })
    .filter(({ holds }) => holds === false)
    .map(({ what }) => what);

test('a run in which all went well has nothing against it', () => {
  expect(failing({})).toEqual([]);
});

test.each<[string, Partial<typeof good>]>([
  ['jobs complete', { seen: [whole, { ...whole, status: 'failed' }] }],
  ['jobs complete', { seen: [whole] }],
  ['gaps in the logs, as read', { seen: [whole, { ...whole, gaps: 1 }] }],
  ['events read twice', { seen: [whole, { ...whole, doubles: 1 }] }],
  ['logs not read to their end', { seen: [whole, { ...whole, lastSeq: 8 }] }],
  ['parts killed (-9) with jobs under way', { kills: [] }],
  ['parts killed (-9) with jobs under way', { kills: [{ name: 'nginx', underWay: 0, backMs: 1 }] }],
  ['requests answered with 500', { statuses: new Map([[500, 1]]) }],
  ['parts that ended by themselves', { parts: [{ ...saying('nginx', ''), endedByItself: () => 1 }] }],
  [
    '“prepared statement” lines',
    { parts: [saying('web 1', 'Error: prepared statement "s1" does not exist (26000)')] },
  ],
])('%s: a run that falls short says so', (what, outcome) => {
  expect(failing(outcome)).toEqual([what]);
});

test('lines of faults are the warnings and errors of the product and of the pool, not of the database', () => {
  const parts = [
    saying(
      'web 1',
      '2026-01-01T00:00:00.000Z info app: ready\n2026-01-01T00:00:00.000Z warn app: late id="1"\n',
    ),
    saying(
      'PgBouncer',
      '2026-01-01 00:00:00.000 UTC [1] WARNING pooler error: no more connections\nLOG fine\n',
    ),
    saying('PostgreSQL', 'ERROR: duplicate key\nERROR:  prepared statement "a" already exists\n'),
  ];
  expect(faultLines(parts)).toHaveLength(2);
  expect(preparedLines(parts)).toEqual(['PostgreSQL: ERROR:  prepared statement "a" already exists']);
});
