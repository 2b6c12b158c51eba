import type { Database } from './database.ts';
import type { EngineEvent } from './event.ts';
import { type RunEnd, systemEvents } from './system-events.ts';

/**
 * The event that tells how a run ended, made of the run's row: what stands for it in `engine.event` is its name and the
 * run's id alone. Undefined when the run is not there any more.
 */
export async function loadSystemEvent(
  database: Database,
  { runId, name }: { runId: string; name: string },
): Promise<EngineEvent | undefined> {
  const rows = await database.query<{ function_id: string; body: EngineEvent } & RunEnd>(
    `select r.function_id, r.status, r.output, e.body from engine.run r
     join engine.event e on e.id = r.event_id and e.name = r.event_name where r.id = $1`,
    [runId],
  );
  const run = rows[0];
  if (!run) return undefined;
  const about = { id: runId, functionId: run.function_id, event: run.body };
  return systemEvents(about, run).find((event) => event.name === name);
}
