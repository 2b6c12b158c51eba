import { createHash } from 'node:crypto';
import type pg from 'pg';
import { startEngineProcess, waitKey } from '#lib/engine/testing/index.ts';
import { nowMs } from './clock.ts';
import type { Bench, Figure, Measure } from './measure.ts';
import { percentile } from './percentile.ts';
import { keys } from './server.ts';

const waits = 5000;
const slowSteps = 24;

/**
 * One event that 5,000 runs wait for, all twice, delivered by one engine and by two, while slow steps are under way: what
 * a sender feels meanwhile, whether anything happens twice, and how near an engine comes to losing its lease.
 */
export const manyWaits: Measure = {
  name: 'many-waits',
  own: true,
  async measure(bench) {
    const figures: Figure[] = [];
    for (const engines of [1, 2]) {
      const second =
        engines === 2
          ? await startEngineProcess({
              ...keys,
              databaseUrl: bench.database.url,
              appUrl: bench.app.url,
              port: 0,
            })
          : undefined;
      try {
        const found = await deliverOne(bench, {
          key: `key-${engines}`,
          count: Math.ceil(waits * bench.scale),
        });
        figures.push(...found.map((figure) => ({ ...figure, what: `${figure.what}, ${engines} engine(s)` })));
      } finally {
        await second?.kill('SIGTERM');
      }
    }
    return figures;
  },
};

async function deliverOne(bench: Bench, { key, count }: { key: string; count: number }): Promise<Figure[]> {
  const { app, pool, send } = bench;
  await insertWaitingRuns(pool, { key, count });
  await send(
    Array.from({ length: slowSteps }, (_, index) => ({
      name: 'bench/slow',
      data: { id: `${key}-slow-${index}` },
    })),
  );
  await app.marks('slow', slowSteps);
  const watch = watchLeases(pool);
  const { sentAt, answeredAt } = await send([{ name: 'bench/come', data: { id: key, key } }]);
  const answers = [answeredAt - sentAt];
  const references: number[] = [];
  await pool.query('create table if not exists bench_commit (n int)');
  let isOver = false;
  const met = app.marks('met', count, 600_000).finally(() => (isOver = true));
  while (!isOver) {
    const other = await send([{ name: 'bench/come', data: { id: key, key: 'nobody' } }]);
    answers.push(other.answeredAt - other.sentAt);
    references.push(await refuseAndCommit(bench));
    await new Promise((resolve) => setTimeout(resolve, 50));
  }
  const marks = await met;
  const tookMs = Math.max(...marks.filter(({ what }) => what === 'met').map(({ atMs }) => atMs)) - sentAt;
  // Every run is at its second wait now; whatever the event still did would end one.
  await settled(pool, count);
  await ended(pool, slowSteps);
  const all = [...marks, ...(await app.marks('nothing', 0))];
  const works = all.filter(({ what }) => what === 'met').map(({ id }) => id);
  const again = all.filter(({ what }) => what === 'slow').length; // each had begun before
  const lowestLease = await watch.stop();
  await pool.query("delete from engine.run where function_id in ('bench-meeting', 'bench-slow')");
  return [
    {
      what: `one event to ${count.toLocaleString('en')} waits: POST /e meanwhile, p95`,
      value: percentile(answers, 0.95),
      unit: 'ms',
      goal: 50,
    },
    {
      what: 'a refused POST and a bare commit meanwhile, p95',
      value: percentile(references, 0.95),
      unit: 'ms',
    },
    { what: 'until all runs have gone on', value: tookMs / 1000, unit: 's' },
    {
      what: 'waits met twice',
      value: works.filter((id) => id.endsWith(' second')).length,
      unit: '',
      goal: 0,
    },
    { what: 'steps run twice', value: works.length - new Set(works).size + again, unit: '', goal: 0 },
    { what: 'lowest lease', value: lowestLease, unit: 's', goal: 7.5, atLeast: true },
  ];
}

/** What a sender cannot but wait for on this machine just now: the engine reads a request, and a row is committed. */
async function refuseAndCommit({ server, pool }: Bench): Promise<number> {
  const askedAt = nowMs();
  await (await fetch(new URL('/e/wrong', server.baseUrl), { method: 'POST', body: '{}' })).text();
  await pool.query('insert into bench_commit values (1)');
  return nowMs() - askedAt;
}

/** Runs whose first step is a wait for the key, as the engine stores them, made in one statement. */
async function insertWaitingRuns(
  pool: pg.Pool,
  { key, count }: { key: string; count: number },
): Promise<void> {
  const event = { id: key, name: 'bench/meeting', ts: Date.now(), data: { key, id: key }, user: {} };
  const condition = 'event.data.key == async.data.key';
  const found = waitKey(condition, event);
  await pool.query(
    `with numbers as (select n, $1 || '-' || n as id from generate_series(1, $2::int) n),
     events as (
       insert into engine.event (id, name, body, delivered)
       select id, 'bench/meeting', jsonb_set($3::jsonb, '{data,id}', to_jsonb(id))::json, true from numbers),
     runs as (
       insert into engine.run (id, function_id, event_id, event_name, dedupe_key, status, score, lane, limit_keys, limits,
                               request_version, started_at)
       select 'run-' || id, 'bench-meeting', id, 'bench/meeting', id, 'running', n, 'bench-meeting', '{}', '{}', 2, now()
       from numbers)
     insert into engine.job (run_id, function_id, kind, step_id, name, wait_event, wait_if, wait_path, wait_key, wait_exact,
                             state, due_at, score, lane, limit_keys, limits)
     select 'run-' || id, 'bench-meeting', 'wait', $4, 'first', 'bench/come', $5, $6, $7, $8, 'waiting',
       now() + interval '1 hour', n, 'bench-meeting', '{}', '{}' from numbers order by n`,
    [
      key,
      count,
      JSON.stringify(event),
      createHash('sha1').update('first').digest('hex'),
      condition,
      found.wait_path,
      found.wait_key,
      found.wait_exact,
    ],
  );
  await pool.query('analyze engine.job');
}

/** Follows how many seconds the leases of living engines still last. */
function watchLeases(pool: pg.Pool) {
  let lowest = Number.POSITIVE_INFINITY;
  let stopped = false;
  const watching = (async () => {
    while (!stopped) {
      const { rows } = await pool.query<{ left: number | null }>(
        `select min(extract(epoch from alive_until - clock_timestamp()))::float8 as left from engine.process p
         join pg_locks l on l.locktype = 'advisory' and l.objid::bigint = p.id and l.objsubid = 2`,
      );
      lowest = Math.min(lowest, rows[0]?.left ?? lowest);
      await new Promise((resolve) => setTimeout(resolve, 100));
    }
  })();
  return {
    async stop(): Promise<number> {
      stopped = true;
      await watching;
      return lowest;
    },
  };
}

/** Waits until every run is at its second wait and the event is delivered. */
async function settled(pool: pg.Pool, count: number): Promise<void> {
  const startedAt = nowMs();
  for (;;) {
    const { rows } = await pool.query<{ waiting: number; open: number }>(
      `select (select count(*)::int from engine.job where kind = 'wait' and name = 'second') as waiting,
         (select count(*)::int from engine.event where not delivered) as open`,
    );
    if (rows[0]?.waiting === count && rows[0].open === 0) return;
    if (nowMs() - startedAt > 120_000) throw new Error(`not all runs wait again: ${JSON.stringify(rows[0])}`);
    await new Promise((resolve) => setTimeout(resolve, 200));
  }
}

/** Waits until the slow runs are over. */
async function ended(pool: pg.Pool, count: number): Promise<void> {
  for (;;) {
    const { rows } = await pool.query<{ over: number }>(
      `select count(*)::int as over from engine.run where function_id = 'bench-slow' and ended_at is not null`,
    );
    if ((rows[0]?.over ?? 0) >= count) return;
    await new Promise((resolve) => setTimeout(resolve, 100));
  }
}
