import pg from 'pg';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { limits } from './limits.ts';
import { migrateDatabase } from './migrate.ts';
import { createTestDatabase } from './testing/database.ts';

const database = await createTestDatabase();
/** One connection, as an engine keeps some: what was planned on it stays planned. */
const client = new pg.Client({ connectionString: database.url });
const rounds = 10;
let made = 0;

beforeAll(async () => {
  await migrateDatabase(database.url);
  await client.connect();
});
afterAll(async () => {
  await client.end();
  await database.drop();
});

const ask = async <Row extends pg.QueryResultRow>(name: string, text: string, values: unknown[]) =>
  (await client.query<Row>({ name, text, values })).rows;

async function accept(count: number): Promise<void> {
  const events = Array.from({ length: count }, () => {
    const id = `run-${made++}`;
    const run = {
      id,
      function_id: 'f',
      dedupe_key: id,
      score: made,
      lane: 'f',
      limit_keys: ['f'],
      limits: [5],
    };
    return { id, name: 'e', cancels: false, runs: [{ ...run, cancel_keys: [], delay_ms: 0 }] };
  });
  const bodies = events.map(({ id }) => JSON.stringify({ id, name: 'e', data: {}, ts: 1 }));
  await ask('accept', 'select engine.accept($1, $2)', [JSON.stringify(events), bodies]);
}

/** Queues a run, claims one, stores a step of it and ends it. */
async function round(): Promise<void> {
  await accept(1);
  const [job] = await ask<{ job_id: string; generation: number; run_id: string }>(
    'claim',
    'select * from engine.claim(1, 1, $1)',
    [limits.inlineStateBytes],
  );
  if (!job) throw new Error('nothing was claimed');
  const step = JSON.stringify([{ id: 'h', op: 'StepRun', name: 'step', attempt: 0 }]);
  const stored = [job.job_id, job.generation, job.run_id, step, ['{}']];
  expect(
    await ask('store', 'select engine.checkpoint($1, $2, $3, $4, $5, 1000, 1000000) as result', stored),
  ).toEqual([{ result: 'done' }]);
  expect(
    await ask(
      'finish',
      `select result from engine.finish(1, $1, $2, $3, '[]', '{}', 'completed', 'null', '[]', '{}')`,
      [job.job_id, job.generation, job.run_id],
    ),
  ).toEqual([{ result: 'done' }]);
}

/** How many rows were looked at so far, by any index or none. */
async function looked(): Promise<number> {
  await client.query('select pg_stat_force_next_flush()');
  const { rows } = await client.query<{ read: number }>(
    `select (select sum(seq_tup_read + coalesce(idx_tup_fetch, 0)) from pg_stat_user_tables
             where schemaname = 'engine' and relname in ('run', 'job', 'step', 'event'))::int as read`,
  );
  return rows[0]?.read ?? 0;
}

test('what a run costs does not grow with the queue and with what is over, though it was planned when there was nothing', async () => {
  for (let n = 0; n < rounds; n += 1) await round();
  for (let n = 0; n < 3; n += 1) await accept(1000);
  const before = await looked();
  for (let n = 0; n < rounds; n += 1) await round();
  expect((await looked()) - before).toBeLessThan(rounds * 100);
});

test('whoever writes one of these functions anew gives it its settings again', async () => {
  const { rows } = await client.query<{ name: string; settings: string[] }>(
    `select p.proname as name, p.proconfig as settings from pg_proc p
     where p.pronamespace = 'engine'::regnamespace and p.proname in ('accept', 'claim', 'advance', 'advance_and_claim',
       'checkpoint', 'finish', 'retry_and_keep', 'release') order by 1`,
  );
  expect(rows).toHaveLength(8);
  for (const { settings } of rows)
    expect(settings).toEqual(['plan_cache_mode=force_generic_plan', 'enable_seqscan=off']);
});
