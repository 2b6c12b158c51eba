import type { Core } from './core.ts';
import type { EngineEvent } from './event.ts';
import { acceptArguments, prepareEvent } from './prepare-event.ts';
import { systemEvents } from './system-events.ts';

/**
 * Cancels a run; one that is over stays as it ended. Resolves to whether there is such a run.
 */
export async function cancelRun(
  core: Core,
  { runId, reason }: { runId: string; reason: string },
): Promise<boolean> {
  const rows = await core.database.query<{ function_id: string; over: boolean; body: EngineEvent }>(
    `select r.function_id, r.ended_at is not null as over, e.body from engine.run r
     join engine.event e on e.id = r.event_id and e.name = r.event_name where r.id = $1`,
    [runId],
  );
  const run = rows[0];
  if (!run || run.over) return run !== undefined;
  const output = { name: 'FunctionCancelledError', message: `The run was ${reason}` };
  const about = { id: runId, functionId: run.function_id, event: run.body };
  const events = systemEvents(about, { status: 'cancelled', output })
    .filter(({ name }) => core.functions.listenTo(name))
    .map((event) => prepareEvent(core, event));
  const cancelled = await core.database.query<{ undelivered: object[] }>(
    'select engine.cancel($1, $2, $3, $4) as undelivered',
    [runId, JSON.stringify(output), ...acceptArguments(core, events)],
  );
  core.wake();
  if (cancelled[0]?.undelivered.length) core.deliver();
  return true;
}
