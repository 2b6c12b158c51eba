import type { Core } from './core.ts';
import type { EngineEvent } from './event.ts';
import { type PlannedRun, planRuns } from './plan-run.ts';

/** An event with the runs it starts, as the SQL function `engine.accept` takes it. */
export type AcceptedEvent = {
  id: string;
  name: string;
  body: EngineEvent;
  cancels: boolean;
  runs: PlannedRun[];
};

/** Finds out what an event starts; `invoked` stands in where the runs are known already. */
export function prepareEvent(core: Core, event: EngineEvent, invoked?: PlannedRun[]): AcceptedEvent {
  return {
    id: event.id,
    name: event.name,
    body: event,
    cancels: core.functions.cancelledBy(event.name).length > 0,
    runs: invoked ?? planRuns(event, core.functions.all()),
  };
}
