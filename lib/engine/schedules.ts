import { followAccepted } from './accept-events.ts';
import type { Core } from './core.ts';
import type { EngineEvent } from './event.ts';
import type { EngineFunction } from './function-config.ts';
import { planRun } from './plan-run.ts';
import { acceptArguments } from './prepare-event.ts';
import type { Schedule } from './schedule.ts';
import { scheduledTimer } from './system-events.ts';

type Stored = { function_id: string; cron: string; due_at: Date; now: Date };

/**
 * Keeps in the database which schedules there are. One that was there keeps its next time, unless an earlier one is to
 * come: what was stored under a clock that was ahead.
 */
export async function storeSchedules(
  core: Pick<Core, 'database' | 'functions' | 'wakeAfter'>,
): Promise<void> {
  const nowMs = Date.now();
  const given = core.functions.all().flatMap((fn) =>
    fn.schedules.map(({ cron, next }) => ({
      function_id: fn.id,
      cron,
      due_at: new Date(next(nowMs)).toISOString(),
    })),
  );
  await core.database.query(store, [JSON.stringify(given)]);
  for (const { due_at } of given) core.wakeAfter(Date.parse(due_at) - nowMs);
}

const store = /* sql */ `
  with given as materialized (
    select g.function_id, g.cron, min(g.due_at) as due_at
    from json_to_recordset($1) g(function_id text, cron text, due_at timestamptz) group by 1, 2
  ), gone as (
    delete from engine.schedule s
    where not exists (select 1 from given g where g.function_id = s.function_id and g.cron = s.cron)
  )
  insert into engine.schedule as s (function_id, cron, due_at) select * from given
  on conflict (function_id, cron) do update set due_at = excluded.due_at where excluded.due_at < s.due_at`;

/**
 * Runs the functions whose time has come. Each time of a schedule starts one run, whichever engines look; of the times
 * that passed while no engine ran, the first starts one and the others none.
 */
export async function fireSchedules(core: Core): Promise<void> {
  if (core.functions.all().every(({ schedules }) => schedules.length === 0)) return;
  const rows = await core.database.query<Stored>(
    `select function_id, cron, due_at, clock_timestamp() as now from engine.schedule
     where due_at <= clock_timestamp() order by due_at`,
  );
  for (const row of rows) {
    const fn = core.functions.find(row.function_id);
    const schedule = fn?.schedules.find(({ cron }) => cron === row.cron);
    if (fn && schedule) await fire(core, row, { fn, schedule }); // else an engine that knows it fires it
  }
}

async function fire(
  core: Core,
  { due_at, now }: Stored,
  { fn, schedule }: { fn: EngineFunction; schedule: Schedule },
): Promise<void> {
  const event = eventOf(fn, schedule, due_at.getTime());
  const prepared = [{ event, runs: [planRun(event, fn)] }];
  const nextMs = schedule.next(Math.max(now.getTime(), due_at.getTime()));
  const rows = await core.database.query<{ undelivered: object[] | null }>(
    'select engine.fire_schedule($1, $2, $3, $4, $5, $6) as undelivered',
    [fn.id, schedule.cron, due_at, new Date(nextMs), ...acceptArguments(core, prepared)],
  );
  core.wakeAfter(nextMs - now.getTime());
  const undelivered = rows[0]?.undelivered;
  if (!undelivered) return; // another engine was first
  followAccepted(core, { prepared, undelivered });
}

/** Its id names function and time, so that one time never starts a second run. */
function eventOf(fn: EngineFunction, schedule: Schedule, atMs: number): EngineEvent {
  const fireAtMs = atMs + schedule.jitterMs(atMs);
  const [scheduledAt, fireAt] = [inSeconds(atMs), inSeconds(fireAtMs)];
  return {
    id: `${scheduledAt} ${fn.id}`,
    name: scheduledTimer,
    ts: fireAtMs,
    data: { cron: schedule.cron, fireAt, scheduledAt },
    user: {},
  };
}

const inSeconds = (ms: number) => new Date(ms).toISOString().replace(/\.\d+Z$/, 'Z');
