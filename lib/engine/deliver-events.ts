import { cancelRun } from './cancel-run.ts';
import type { Core } from './core.ts';
import type { EngineEvent } from './event.ts';
import { compileExpression, type OnFault } from './expressions.ts';
import type { EngineFunction } from './function-config.ts';
import { loadSystemEvent } from './load-system-event.ts';
import { cancelKeys } from './plan-run.ts';

/**
 * Ends the waits and cancels the runs that stored events match. An event whose delivery fails stays marked and is
 * delivered again by the next sweep; delivering twice changes nothing.
 */
export async function deliverEvents(core: Core, events: { id: string; name: string }[]): Promise<void> {
  const left = [...events];
  for (const { id, name } of left) {
    try {
      const event = await loadEvent(core, { id, name });
      if (event) {
        await endWaits(core, event);
        left.push(...(await cancelMatchingRuns(core, event)));
      }
      await core.database.query('update engine.event set delivered = true where id = $1 and name = $2', [
        id,
        name,
      ]);
    } catch (error) {
      core.log.warn('an event could not be delivered yet', { event: id, error: String(error) });
    }
  }
}

async function loadEvent(core: Core, key: { id: string; name: string }): Promise<EngineEvent | undefined> {
  const rows = await core.database.query<{ body: EngineEvent | { name?: undefined } }>(
    'select body from engine.event where id = $1 and name = $2',
    [key.id, key.name],
  );
  const body = rows[0]?.body;
  if (body && body.name === undefined) {
    return loadSystemEvent(core.database, { runId: key.id, name: key.name });
  }
  return body;
}

/** Delivers what an engine that died had accepted and not delivered. */
export async function deliverLeftEvents(core: Core): Promise<void> {
  const rows = await core.database.query<{ id: string; name: string }>(
    `select id, name from engine.event
     where not delivered and received_at < clock_timestamp() - interval '2 seconds' order by received_at limit 100`,
  );
  await deliverEvents(core, rows);
}

type Wait = {
  run_id: string;
  function_id: string;
  step_id: string;
  wait_if: string | null;
  body: EngineEvent;
};

async function endWaits(core: Core, event: EngineEvent): Promise<void> {
  const waits = await core.database.query<Wait>(
    `select j.run_id, j.function_id, j.step_id, j.wait_if, e.body from engine.job j
     join engine.run r on r.id = j.run_id join engine.event e on e.id = r.event_id and e.name = r.event_name
     where j.kind = 'wait' and j.wait_event = $1 and j.due_at > clock_timestamp()`,
    [event.name],
  );
  for (const wait of waits) {
    if (wait.wait_if) {
      const onFault: OnFault = (message, about) =>
        core.functions.faults.tell(`Function "${wait.function_id}": waitForEvent: ${message}`, about);
      const condition = compileExpression(wait.wait_if, { withAsync: true, onFault });
      if (!condition.holds({ event: wait.body, async: event })) continue;
    }
    await core.database.query('select engine.resolve($1, $2, $3)', [
      wait.run_id,
      wait.step_id,
      JSON.stringify(event),
    ]);
    core.wake();
  }
}

type ActiveRun = { id: string; function_id: string; age_ms: number; body: EngineEvent };

async function cancelMatchingRuns(core: Core, event: EngineEvent): Promise<{ id: string; name: string }[]> {
  const undelivered: { id: string; name: string }[] = [];
  for (const fn of core.functions.cancelledBy(event.name)) {
    for (const run of await findCandidates(core, fn, event)) {
      const matches = fn.cancels.some(
        (cancel) =>
          cancel.event === event.name &&
          (cancel.timeoutMs === undefined || run.age_ms <= cancel.timeoutMs) &&
          (cancel.if?.holds({ event: run.body, async: event }) ?? true),
      );
      if (!matches) continue;
      const cancelled = await cancelRun(core, {
        runId: run.id,
        reason: `cancelled by the event ${event.name}`,
      });
      undelivered.push(...cancelled.undelivered);
    }
  }
  return undelivered;
}

/** Runs that an event may cancel; where every condition compares one value, only those that have it. */
function findCandidates(core: Core, fn: EngineFunction, event: EngineEvent): Promise<ActiveRun[]> {
  const cancels = fn.cancels.filter((cancel) => cancel.event === event.name);
  const keys = cancels.every((cancel) => cancel.if?.matchPath) ? cancelKeys(fn, event, event.name) : null;
  return core.database.query<ActiveRun>(
    `select r.id, r.function_id, extract(epoch from clock_timestamp() - r.created_at)::float8 * 1000 as age_ms, e.body
     from engine.run r join engine.event e on e.id = r.event_id and e.name = r.event_name
     where r.function_id = $1 and r.ended_at is null and not (e.id = $2 and e.name = $3)
       and ($4::text[] is null or r.cancel_keys && $4)`,
    [fn.id, event.id, event.name, keys],
  );
}
