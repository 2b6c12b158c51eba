import type { Core } from './core.ts';
import { deliverEvents } from './deliver-events.ts';
import type { EngineEvent } from './event.ts';
import { acceptArguments, prepareEvent } from './prepare-event.ts';

/**
 * Stores events together with the runs they start, in one commit, then lets them end waits and cancel runs. When it
 * returns, everything that follows from the events will happen, whatever becomes of this process.
 */
export async function acceptEvents(core: Core, events: EngineEvent[]): Promise<void> {
  const prepared = events.map((event) => prepareEvent(core, event));
  const rows = await core.database.query<{ undelivered: { id: string; name: string }[] }>(
    'select engine.accept($1, $2) as undelivered',
    acceptArguments(core, prepared),
  );
  core.wake();
  for (const { delay_ms, start_timeout_ms } of prepared.flatMap(({ runs }) => runs)) {
    for (const dueMs of [delay_ms, start_timeout_ms ?? 0]) if (dueMs > 0) core.wakeAfter(dueMs);
  }
  await deliverEvents(core, rows[0]?.undelivered ?? []);
}
