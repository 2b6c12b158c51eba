import { cancelRun } from './cancel-run.ts';
import type { ClaimedEvent } from './claimed-event.ts';
import type { Core } from './core.ts';
import type { EngineEvent } from './event.ts';
import type { EngineFunction } from './function-config.ts';
import { cancelKeys } from './plan-run.ts';

type ActiveRun = { id: string; function_id: string; age_ms: number; body: EngineEvent };

/** Cancels the next portion of the runs that were there when an event came and that it cancels. */
export async function cancelMatchingRuns(
  core: Core,
  { claimed, event, portion }: { claimed: ClaimedEvent; event: EngineEvent; portion: number },
): Promise<{ cursor: string; isLast: boolean }> {
  const { id, name, run_cursor } = claimed;
  const functions = core.functions.cancelledBy(name);
  if (functions.length === 0) return { cursor: run_cursor, isLast: true };
  const wanted = functions.map((fn) => ({ function_id: fn.id, keys: wantedKeys(fn, event) }));
  const runs = await core.database.query<ActiveRun>(candidates, [
    JSON.stringify(wanted),
    id,
    name,
    run_cursor,
    portion,
  ]);
  for (const run of runs) {
    const fn = functions.find((each) => each.id === run.function_id);
    if (!fn || !isCancelled(run, { fn, event })) continue;
    await cancelRun(core, { runId: run.id, reason: `cancelled by the event ${event.name}` });
  }
  return { cursor: runs.at(-1)?.id ?? run_cursor, isLast: runs.length < portion };
}

/** The values that cancel, where every condition compares one value; null where runs have to be looked at. */
function wantedKeys(fn: EngineFunction, event: EngineEvent): string[] | null {
  const cancels = fn.cancels.filter((cancel) => cancel.event === event.name);
  return cancels.every((cancel) => cancel.if?.matchPath) ? cancelKeys(fn, event, event.name) : null;
}

const isCancelled = (run: ActiveRun, { fn, event }: { fn: EngineFunction; event: EngineEvent }): boolean =>
  fn.cancels.some(
    (cancel) =>
      cancel.event === event.name &&
      (cancel.timeoutMs === undefined || run.age_ms <= cancel.timeoutMs) &&
      (cancel.if?.holds({ event: run.body, async: event }) ?? true),
  );

const candidates = /* sql */ `
  select r.id, r.function_id, extract(epoch from came.received_at - r.created_at)::float8 * 1000 as age_ms, e.body
  from json_to_recordset($1) f(function_id text, keys text[])
  join engine.run r on r.function_id = f.function_id and coalesce(r.ended_at, 'infinity') = 'infinity'
    and (f.keys is null or r.cancel_keys && f.keys)
  join engine.event came on came.id = $2 and came.name = $3 and r.created_at <= came.received_at
  join engine.event e on e.id = r.event_id and e.name = r.event_name
  where r.id > $4 and not (r.event_id = $2 and r.event_name = $3)
  order by r.id limit $5`;
