import type { Core } from './core.ts';
import type { EngineEvent } from './event.ts';
import { plainJson } from './plain-json.ts';
import { type PlannedRun, planRuns } from './plan-run.ts';

/** An event and the runs it starts. */
export type PreparedEvent = { event: EngineEvent; runs: PlannedRun[] };

/** Finds out which runs an event starts. */
export function prepareEvent(core: Core, event: EngineEvent): PreparedEvent {
  return { event, runs: planRuns(event, core.functions.all()) };
}

/** The two arguments of `engine.accept`: what it reads, and the events, which it stores without looking into them. */
export function acceptArguments(core: Core, prepared: PreparedEvent[]): [string, string[]] {
  const events = prepared.map(({ event, runs }) => ({
    id: event.id,
    name: event.name,
    cancels: core.functions.cancelledBy(event.name).length > 0,
    runs,
  }));
  return [plainJson(events), prepared.map(({ event }) => JSON.stringify(event))];
}
