import { migrateDatabase, openDatabase } from '#lib/engine/testing/index.ts';
import { nowMs } from './clock.ts';
import type { Figure, Measure } from './measure.ts';
import { percentile } from './percentile.ts';

const depths = [100, 1000, 10_000];
const keyCount = 1000;

/**
 * What it costs to queue a run, and to claim and finish one, while many are queued: in one lane, and spread over a
 * thousand concurrency keys. In a database of its own, without an engine, so that nothing else is in the figures.
 */
export const depth: Measure = {
  name: 'depth',
  own: true,
  async measure({ pool, database, scale }) {
    const figures: Figure[] = [];
    await pool.query('create database depth');
    const url = new URL(database.url);
    url.pathname = '/depth';
    const queue = await openQueue(url.href);
    try {
      for (const keys of [1, keyCount]) {
        for (const queued of depths.filter((each) => each >= keys)) {
          await queue.fill(queued, keys);
          const { enqueueMs, claimMs, batchMs } = await queue.measure(Math.ceil(100 * scale), keys);
          const behind = `${queued.toLocaleString('en')} queued${keys > 1 ? `, ${keys.toLocaleString('en')} keys` : ''}`;
          figures.push({ what: `queue one, ${behind}`, value: enqueueMs, unit: 'ms' });
          figures.push({ what: `claim and finish one, ${behind}`, value: claimMs, unit: 'ms' });
          figures.push({ what: `claim 32, ${behind}`, value: batchMs, unit: 'ms' });
        }
      }
    } finally {
      await queue.close();
      await pool.query('drop database depth with (force)');
    }
    return figures;
  },
};

type Claimed = { job_id: string; generation: number; run_id: string };

/** The queue of a database of its own, without an engine. */
export async function openQueue(databaseUrl: string) {
  await migrateDatabase(databaseUrl);
  const database = openDatabase(databaseUrl, { poolSize: 1 });
  let made = 0;

  async function enqueue(count: number, keys: number): Promise<void> {
    const events = Array.from({ length: count }, () => queuedRun(made++, keys));
    const bodies = events.map(({ id }) => JSON.stringify({ id, name: 'e', data: {}, ts: 1 }));
    await database.query('select engine.accept($1, $2)', [JSON.stringify(events), bodies]);
  }

  const claim = (count: number) =>
    database.query<Claimed>('select job_id, generation, run_id from engine.claim($1, $2, $3)', [
      1,
      count,
      1e6,
    ]);

  const finish = ({ job_id, generation, run_id }: Claimed) =>
    database.query(`select engine.finish($1, $2, $3, $4, '[]', '{}', 'completed', 'null', '[]', '{}')`, [
      1,
      job_id,
      generation,
      run_id,
    ]);

  return {
    async fill(count: number, keys: number) {
      await database.query('truncate engine.event, engine.run, engine.step, engine.job cascade');
      for (let left = count; left > 0; left -= 1000) await enqueue(Math.min(left, 1000), keys);
      await database.query('vacuum analyze engine.job');
    },
    /** Adds runs that are over, with their events and two steps each. */
    async addHistory(count: number) {
      await database.query(
        `insert into engine.event (id, name, body, delivered)
         select 'old-' || n, 'e', '{}', true from generate_series(1, $1::int) n`,
        [count],
      );
      await database.query(
        `insert into engine.run (id, function_id, event_id, event_name, dedupe_key, status, score, lane, limit_keys,
                                 limits, output, started_at, ended_at)
         select 'old-' || n, 'f', 'old-' || n, 'e', 'old-' || n, 'completed', n, 'f', '{}', '{}', '{}', now(), now()
         from generate_series(1, $1::int) n`,
        [count],
      );
      await database.query(
        `insert into engine.step (run_id, id, position, op, name, output, bytes)
         select 'old-' || n, s::text, s, 'StepRun', 'step', '{"data":1}', 10
         from generate_series(1, $1::int) n, generate_series(1, 2) s`,
        [count],
      );
      await database.query('vacuum analyze');
    },
    async measure(rounds: number, keys: number) {
      const times: { enqueue: number[]; claim: number[]; batch: number[] } = {
        enqueue: [],
        claim: [],
        batch: [],
      };
      for (let round = 0; round < rounds; round++) {
        const startedAt = nowMs();
        await enqueue(1, keys);
        const enqueuedAt = nowMs();
        times.enqueue.push(enqueuedAt - startedAt);
        for (const job of await claim(1)) await finish(job);
        times.claim.push(nowMs() - enqueuedAt);
      }
      for (let round = 0; round < Math.ceil(rounds / 10); round++) {
        const startedAt = nowMs();
        const jobs = await claim(32);
        times.batch.push(nowMs() - startedAt);
        for (const job of jobs) await finish(job);
        await enqueue(jobs.length, keys);
      }
      const median = (values: number[]) => percentile(values, 0.5);
      return { enqueueMs: median(times.enqueue), claimMs: median(times.claim), batchMs: median(times.batch) };
    },
    close: () => database.close(),
  };
}

function queuedRun(index: number, keys: number) {
  const key = `fn:f:${index % keys}`;
  const run = {
    id: `run-${index}`,
    function_id: 'f',
    dedupe_key: `${index}`,
    score: index,
    lane: keys > 1 ? `f|${key}` : 'f',
    limit_keys: keys > 1 ? [key] : [],
    limits: keys > 1 ? [2] : [],
    cancel_keys: [],
    delay_ms: 0,
  };
  return { id: `event-${index}`, name: 'e', cancels: false, runs: [run] };
}
