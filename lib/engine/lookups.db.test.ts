import pg from 'pg';
import { afterAll, beforeAll, expect, test } from 'vitest';
import type { Core } from './core.ts';
import { eraseEvent } from './erase-event.ts';
import { migrateDatabase } from './migrate.ts';
import { createTestDatabase } from './testing/database.ts';

const database = await createTestDatabase();
const client = new pg.Client({ connectionString: database.url });
const waits = 3000;

beforeAll(async () => {
  await migrateDatabase(database.url);
  await client.connect();
  // All that Postgres knows of waits is that they are for one event.
  await client.query(
    `with runs as (
       insert into engine.run (id, function_id, event_id, event_name, dedupe_key, status, score, lane, limit_keys, limits, started_at)
       select 'run-' || n, 'f', 'e' || n, 'e', n::text, 'running', n, 'f', '{}', '{}', now() from generate_series(1, $1::int) n
       returning id)
     insert into engine.job (run_id, function_id, kind, step_id, wait_event, wait_path, wait_key, wait_exact, state, due_at,
                             score, lane, limit_keys, limits)
     select id, 'f', 'wait', 's', 'come', '', '', true, 'waiting', now() + interval '1 hour', 1, 'f', '{}', '{}' from runs`,
    [waits],
  );
  await client.query(
    "insert into engine.event (id, name, body, delivered) select 'e' || n, 'e', '{}', true from generate_series(1, $1::int) n",
    [waits],
  );
  await client.query('analyze');
});
afterAll(async () => {
  await client.end();
  await database.drop();
});

/** How often a table was read from its beginning to its end so far. */
async function scans(): Promise<unknown> {
  await client.query('select pg_stat_force_next_flush()');
  const { rows } = await client.query(
    `select relname, seq_scan::int from pg_stat_user_tables
     where schemaname = 'engine' and relname in ('job', 'run', 'step', 'event') order by relname`,
  );
  return rows;
}

let made = 0;
function accept(name: string, run: object = {}): Promise<unknown> {
  const id = `new-${++made}`;
  const planned = {
    ...{ id, function_id: 'f', dedupe_key: id, idempotency: false, score: 1, lane: 'f' },
    ...{ limit_keys: [], limits: [], cancel_keys: [], delay_ms: 0, ...run },
  };
  return client.query('select engine.accept($1, $2) as undelivered', [
    JSON.stringify([{ id, name, cancels: false, runs: [planned] }]),
    ['{}'],
  ]);
}

test('what every event and every end of a run asks reads no table as a whole, where thousands of waits are for one event', async () => {
  const before = await scans();
  for (let round = 0; round < 8; round += 1) {
    await accept('nobody');
    await accept('come');
    await accept('keyed', { idempotency: true, dedupe_key: 'key' });
    await client.query(`select engine.end_run($1, 'completed', 'null', '[]', '{}')`, [`run-${round + 1}`]);
  }
  expect(await scans()).toEqual(before);
});

test('an event that a run waits for is to be delivered, any other is not', async () => {
  const { rows } = await client.query<{ name: string; delivered: boolean }>(
    "select distinct name, delivered from engine.event where name <> 'e' order by name",
  );
  expect(rows).toEqual([
    { name: 'come', delivered: false },
    { name: 'keyed', delivered: true },
    { name: 'nobody', delivered: true },
  ]);
});

test('a key counts for a day: after that it starts a run again', async () => {
  const runs = async () => (await database.sql`select 1 from engine.run where event_name = 'keyed'`).length;
  expect(await runs()).toBe(1);
  await client.query(
    "update engine.run set created_at = now() - interval '25 hours' where dedupe_key = 'key'",
  );
  await accept('keyed', { idempotency: true, dedupe_key: 'key' });
  await accept('keyed', { idempotency: true, dedupe_key: 'key' });
  expect(await runs()).toBe(2);
});

test('to forget an event reads no table as a whole, however often it is done, and takes what goes on from it alone', async () => {
  // Prepared, as the engine has it: a plan that was made once serves all later ones.
  const query = async (text: string, values: unknown[]) =>
    (await client.query({ name: text.slice(-60), text, values })).rows;
  const core = { database: { query } } as unknown as Core;
  const ids = Array.from('abcdefghijkl', (letter) => `gone-${letter}`);
  await client.query(
    `insert into engine.run (id, function_id, event_id, event_name, dedupe_key, status, score, lane, limit_keys, limits, ended_at, parent_run)
     select id || ends, 'f', coalesce(id || event, 'of another'), 'gone', id || ends, 'completed', 1, 'f', '{}'::text[], '{}'::int[], now(),
       case when event is null then id || '-a' end
     from unnest($1::text[]) id,
       (values ('-a', ''), ('-b', ':later'), ('-child', null), ('-other', '!'), ('-more', '0')) run(ends, event)`,
    [ids],
  );
  await client.query(
    `insert into engine.event (id, name, body, delivered)
     select id || event, 'gone', '{}'::json, true
     from unnest($1::text[]) id, unnest(array['', ':later', ':never ran', '!', '0', ';']) event
     union all select id || '-b', 'its end', '{}'::json, true from unnest($1::text[]) id`,
    [ids],
  );
  await client.query(
    "insert into engine.step (run_id, id, position, op, name, output, bytes) select id, 's', 0, 'Step', 's', '1', 1 from engine.run",
  );
  await client.query('analyze');
  const before = await scans();
  for (const id of ids) expect(await eraseEvent(core, id)).toBe(3);
  expect(await scans()).toEqual(before);
  const left = await database.sql<{
    id: string;
  }>`select id from engine.event where id like 'gone-%' order by id collate "C"`;
  const sorted = (ends: string[]) => ids.flatMap((id) => ends.map((end) => id + end)).sort();
  expect(left.map(({ id }) => id)).toEqual(sorted(['!', '0', ';']));
  const runs = await database.sql<{
    id: string;
  }>`select id from engine.run where event_name = 'gone' order by id collate "C"`;
  expect(runs.map(({ id }) => id)).toEqual(sorted(['-other', '-more']));
});
