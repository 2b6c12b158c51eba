import { cancelRun } from './cancel-run.ts';
import type { Core } from './core.ts';

/**
 * Forgets an event and those whose ids go on from its own after a colon: the events, the runs that they started, with
 * their steps and failed attempts, what was told of these runs, and what that started. A run that goes on is cancelled
 * first. Answers how many runs are gone.
 */
export async function eraseEvent(core: Core, eventId: string): Promise<number> {
  const runs = await core.database.query<{ id: string; over: boolean }>(
    `${runsOf} select r.id, r.ended_at is not null as over from engine.run r join gone using (id)`,
    [eventId],
  );
  for (const { id, over } of runs) {
    if (!over) await cancelRun(core, { runId: id, reason: 'cancelled, since its event was erased' });
  }
  const [erased] = await core.database.query<{ runs: number }>(
    `${runsOf},
     events as (delete from engine.event e
       where e.id = $1 or starts_with(e.id, $1 || ':') or e.id in (select id from gone)),
     runs as (delete from engine.run r using gone where r.id = gone.id returning 1)
     select count(*)::int as runs from runs`,
    [eventId],
  );
  return erased?.runs ?? 0;
}

/** What tells the end of a run has the run's id. */
const runsOf = /* sql */ `
  with recursive gone (id) as (
    select r.id from engine.run r where r.event_id = $1 or starts_with(r.event_id, $1 || ':')
    union
    select r.id from engine.run r join gone on r.event_id = gone.id or r.parent_run = gone.id)`;
