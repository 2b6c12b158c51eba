import type { Core } from './core.ts';
import { deliverEvents } from './deliver-events.ts';
import type { EngineEvent } from './event.ts';
import { prepareEvent } from './prepare-event.ts';

/**
 * Stores events together with the runs they start, in one commit, then lets them end waits and cancel runs. When it
 * returns, everything that follows from the events will happen, whatever becomes of this process.
 */
export async function acceptEvents(core: Core, events: EngineEvent[]): Promise<void> {
  const accepted = events.map((event) => prepareEvent(core, event));
  const rows = await core.database.query<{ undelivered: { id: string; name: string }[] }>(
    'select engine.accept($1) as undelivered',
    [JSON.stringify(accepted)],
  );
  core.wake();
  const delays = accepted.flatMap(({ runs }) =>
    runs.flatMap((run) => [run.delay_ms, run.start_timeout_ms ?? 0]),
  );
  for (const delayMs of delays) if (delayMs > 0) core.wakeAfter(delayMs);
  await deliverEvents(core, rows[0]?.undelivered ?? []);
}
