import { parseDuration } from '../duration.ts';
import type { EngineEvent } from '../event.ts';
import { newId } from '../ids.ts';
import { planRun } from '../plan-run.ts';
import { functionInvoked } from '../system-events.ts';
import { fault, nameOf, type Opcode } from './opcode.ts';

/** Runs another function and waits for what it returns. */
export const invokeFunction: Opcode = {
  op: 'InvokeFunction',
  effect(operation, { runId, findFunction }) {
    const functionId = String(operation.opts?.function_id ?? '');
    const fn = findFunction(functionId);
    if (!fn)
      return fault('FunctionNotFound', `The function "${functionId}" to be invoked is not registered.`);
    const payload = (operation.opts?.payload ?? {}) as {
      data?: Record<string, unknown>;
      user?: Record<string, unknown>;
    };
    const timeout = operation.opts?.timeout;
    const correlationId = `${runId}.${operation.id}`;
    const event: EngineEvent = {
      id: newId(),
      name: functionInvoked,
      ts: Date.now(),
      data: { ...payload.data, _inngest: { correlation_id: correlationId, fn_id: functionId } },
      user: payload.user ?? {},
    };
    const run = {
      ...planRun(event, fn),
      dedupe_key: `invoke:${correlationId}`,
      parent_run: runId,
      parent_step: operation.id,
    };
    return {
      plan: {
        kind: 'invoke',
        step_id: operation.id,
        name: nameOf(operation),
        delay_ms: timeout ? parseDuration(String(timeout)) : undefined,
      },
      invoke: { event, run },
    };
  },
};
