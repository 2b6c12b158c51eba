import type { EngineEvent } from './event.ts';
import type { WireError } from './wire.ts';

export const functionFailed = 'inngest/function.failed';
export const functionCancelled = 'inngest/function.cancelled';
export const functionFinished = 'inngest/function.finished';
export const functionInvoked = 'inngest/function.invoked';
export const scheduledTimer = 'inngest/scheduled.timer';

/** How a run ended. */
export type RunEnd =
  | { status: 'completed'; output: unknown }
  | { status: 'failed'; output: WireError }
  | { status: 'cancelled'; output: WireError };

/** The events that tell the end of a run: its failure or cancellation, and that it finished. Their id is the run's. */
export function systemEvents(
  run: { id: string; functionId: string; event: EngineEvent },
  end: RunEnd,
): EngineEvent[] {
  const base = { event: run.event, events: [run.event], function_id: run.functionId, run_id: run.id };
  const make = (name: string, data: Record<string, unknown>): EngineEvent => ({
    id: run.id,
    name,
    ts: Date.now(),
    data: { ...data, ...base },
    user: {},
  });
  if (end.status === 'completed') {
    return [make(functionFinished, { _inngest: { status: 'Completed' }, result: end.output })];
  }
  const error = { ...end.output, error: end.output.name };
  const told = end.status === 'failed' ? functionFailed : functionCancelled;
  const status = { _inngest: { status: end.status === 'failed' ? 'Failed' : 'Cancelled' } };
  const result = end.status === 'failed' ? end.output : null;
  return [make(told, { ...status, error, result }), make(functionFinished, { ...status, error, result })];
}
