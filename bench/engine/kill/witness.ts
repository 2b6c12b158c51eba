import type pg from 'pg';
import { stepCount } from './workload.ts';

/** Asks the database, again and again while it cannot be reached. */
export type Query = <Row extends pg.QueryResultRow>(text: string, values?: unknown[]) => Promise<Row[]>;

/** Tables for what the steps do, and triggers that write down what an engine must never do. */
export async function installWitness(query: Query): Promise<void> {
  await query(/* sql */ `
    create schema bench;
    create table bench.effect (run_id text, step int, primary key (run_id, step));
    create table bench.body (id text primary key, run_id text, step int, begun_at timestamptz default clock_timestamp());
    create table bench.breach (what text, run_id text, at timestamptz default clock_timestamp());
    create function bench.watch_run() returns trigger language plpgsql as $$
    begin
      if row(new.status, new.output::text, new.ended_at) is distinct from row(old.status, old.output::text, old.ended_at)
      then insert into bench.breach (what, run_id) values ('a run changed after its end', old.id); end if;
      return null;
    end $$;
    create trigger watch after update on engine.run for each row when (old.ended_at is not null)
      execute function bench.watch_run();
    create function bench.watch_step() returns trigger language plpgsql as $$
    begin
      insert into bench.breach (what, run_id) values ('a stored step was written again', old.run_id);
      return null;
    end $$;
    create trigger watch after update or delete on engine.step for each row execute function bench.watch_step();`);
}

/** What the trial showed; a guarantee that broke has its name in `broken`. */
export type Testimony = { lines: string[]; broken: string[] };

/** Reads from the database what became of the runs, and judges it. */
export async function readTestimony(query: Query, sent: string[]): Promise<Testimony> {
  const [figures] = await query<Record<keyof typeof sentences, number>>(testimony, [sent]);
  if (!figures) throw new Error('nothing was witnessed');
  const expected: Partial<Record<keyof typeof sentences, number>> = {
    completed: sent.length,
    runs: sent.length,
    effects: sent.length * stepCount,
    steps: sent.length * stepCount,
    lostTimers: 0,
    foreign: 0,
    breaches: 0,
    rerun: 0,
  };
  const names = Object.keys(sentences) as (keyof typeof sentences)[];
  const broken = names.filter((name) => name in expected && figures[name] !== expected[name]);
  const lines = names.map((name) => {
    const wanted = name in expected ? ` (to be ${expected[name]})` : '';
    return `${broken.includes(name) ? 'BROKEN ' : '       '}${sentences[name]}: ${figures[name]}${wanted}`;
  });
  return { lines, broken: broken.map((name) => sentences[name]) };
}

const sentences = {
  runs: 'runs, one for each event that was acknowledged',
  completed: 'completed',
  effects: 'effects of steps in the database, each once',
  steps: 'steps stored, each once',
  foreign: 'results returned or stored that are not those of a step that ran',
  breaches: 'results written twice, or runs changed after their end',
  rerun: 'steps called again after their result was stored',
  bodies: 'times that the body of a step ran',
  unacknowledged: 'of these again, since the answer was lost with its engine',
  naps: 'sleeps',
  lostTimers: 'sleeps that never ended',
  latestMs: 'ms, by which the latest sleep ended late (an engine may have been away)',
};

const testimony = /* sql */ `
  with run as (select * from engine.run where event_id = any($1)),
  stored as (
    select s.run_id, s.ended_at, s.output #>> '{data}' as body, (regexp_match(s.name, '\\d+'))[1]::int as step
    from engine.step s where s.op = 'StepRun'),
  nap as (select s.* from engine.step s where s.op = 'Sleep')
  select
    (select count(*)::int from run) as runs,
    (select count(*)::int from run where status = 'completed') as completed,
    (select count(*)::int from bench.effect) as effects,
    (select count(*)::int from stored) as steps,
    (select count(*)::int from stored s
       left join bench.body b on b.id = s.body and b.run_id = s.run_id and b.step = s.step where b.id is null)
      + (select count(*)::int from run r where r.output::text::jsonb is distinct from
          (select jsonb_agg(s.body order by s.step) from stored s where s.run_id = r.id)) as foreign,
    (select count(*)::int from bench.breach) as breaches,
    (select count(*)::int from bench.body b join stored s on s.run_id = b.run_id and s.step = b.step
       where b.begun_at > s.ended_at) as rerun,
    (select count(*)::int from bench.body) as bodies,
    (select count(*)::int from bench.body) - (select count(*)::int from bench.effect) as unacknowledged,
    (select count(*)::int from nap) as naps,
    (select count(*)::int from engine.job where kind = 'sleep')
      + (select count(*)::int from run r join engine.event e on e.id = r.event_id and e.name = r.event_name
         where e.body #>> '{data,napMs}' is not null
           and not exists (select 1 from nap where nap.run_id = r.id)) as "lostTimers",
    (select coalesce(max(extract(epoch from n.ended_at - n.started_at) * 1000 - (e.body #>> '{data,napMs}')::int), 0)::int
       from nap n join run r on r.id = n.run_id join engine.event e on e.id = r.event_id and e.name = r.event_name)
      as "latestMs"`;
