import { acceptPrepared } from './accept-events.ts';
import type { Core } from './core.ts';
import type { EngineEvent } from './event.ts';
import { planRun } from './plan-run.ts';

/**
 * Starts a new run of the same function on the same event, from the beginning, whatever became of the first one. Neither
 * the event's id nor an idempotency key stands in its way. Resolves to the id of the new run; to undefined when there is
 * no such run or its function is no longer registered.
 */
export async function replayRun(core: Core, runId: string): Promise<string | undefined> {
  const rows = await core.database.query<{ function_id: string; body: EngineEvent }>(
    `select r.function_id, e.body from engine.run r
     join engine.event e on e.id = r.event_id and e.name = r.event_name where r.id = $1`,
    [runId],
  );
  const fn = rows[0] && core.functions.find(rows[0].function_id);
  if (!rows[0] || !fn) return undefined;
  const event = rows[0].body;
  const planned = planRun({ ...event, ts: Date.now() }, fn);
  const run = { ...planned, dedupe_key: `replay:${planned.id}`, idempotency: false, again: true };
  await acceptPrepared(core, [{ event, runs: [run] }]);
  return run.id;
}
