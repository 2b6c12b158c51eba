import { cancelRun } from './cancel-run.ts';
import type { Core } from './core.ts';

/**
 * Forgets an event and those whose ids go on from its own after a colon: the events, the runs that they started, with
 * their steps and failed attempts, what was told of these runs, and what that started. A run that goes on is cancelled
 * first. Answers how many runs are gone.
 */
export async function eraseEvent(core: Core, eventId: string): Promise<number> {
  const runs = await core.database.query<{ id: string; over: boolean }>(
    `${runsOf} select r.id, r.ended_at is not null as over from engine.run r
     where r.id = any(array(select id from gone))`,
    [eventId],
  );
  for (const { id, over } of runs) {
    if (!over) await cancelRun(core, { runId: id, reason: 'cancelled, since its event was erased' });
  }
  const [erased] = await core.database.query<{ runs: number }>(
    `${runsOf},
     events as (delete from engine.event e where e.id = any(array(
       select $1 union all select id from gone
       union all select v.id from engine.event v where ${goesOn('v.id')}))),
     runs as (delete from engine.run r where r.id = any(array(select id from gone)) returning 1)
     select count(*)::int as runs from runs`,
    [eventId],
  );
  return erased?.runs ?? 0;
}

/** In bytes, since ";" follows ":": so Postgres finds them by an index. */
const goesOn = (id: string): string => `${id} ~>=~ ($1 || ':') and ${id} ~<~ ($1 || ';')`;

/** What tells the end of a run has the run's id. */
const runsOf = /* sql */ `
  with recursive gone (id) as (
    (select r.id from engine.run r where r.event_id = $1
      union all select r.id from engine.run r where ${goesOn('r.event_id')})
    union
    select next.id from gone, lateral (
      select r.id from engine.run r where r.event_id = gone.id
      union all select r.id from engine.run r where r.parent_run = gone.id) next)`;
