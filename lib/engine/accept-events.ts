import type { Core } from './core.ts';
import type { EngineEvent } from './event.ts';
import { acceptArguments, type PreparedEvent, prepareEvent } from './prepare-event.ts';

/**
 * Stores events together with the runs they start, in one commit; ending waits and cancelling runs is left to the
 * deliveries. When it returns, everything that follows from the events will happen, whatever becomes of this process.
 */
export async function acceptEvents(core: Core, events: EngineEvent[]): Promise<void> {
  await acceptPrepared(
    core,
    events.map((event) => prepareEvent(core, event)),
  );
}

/** The same for events whose runs were planned already. */
export async function acceptPrepared(core: Core, prepared: PreparedEvent[]): Promise<void> {
  const rows = await core.intake.query<{ undelivered: object[] }>(
    'select engine.accept($1, $2) as undelivered',
    acceptArguments(core, prepared),
  );
  followAccepted(core, { prepared, undelivered: rows[0]?.undelivered ?? [] });
}

/** What is to be done once events and their runs are stored: the runs are taken up, and the events delivered. */
export function followAccepted(
  core: Core,
  { prepared, undelivered }: { prepared: PreparedEvent[]; undelivered: object[] },
): void {
  core.wake();
  for (const { delay_ms, start_timeout_ms } of prepared.flatMap(({ runs }) => runs)) {
    for (const dueMs of [delay_ms, start_timeout_ms ?? 0]) if (dueMs > 0) core.wakeAfter(dueMs);
  }
  if (undelivered.length > 0) core.deliver();
}
