import { parseDuration } from '../duration.ts';
import { compileExpression } from '../expressions.ts';
import { waitKey } from '../wait-key.ts';
import { fault, nameOf, type Opcode } from './opcode.ts';

/** Waits for an event whose `if` holds; null when the time is over first. */
export const waitForEvent: Opcode = {
  op: 'WaitForEvent',
  effect(operation, facts) {
    const event = String(operation.opts?.event ?? operation.name ?? '');
    const condition = operation.opts?.if ? String(operation.opts.if) : undefined;
    const timeout = String(operation.opts?.timeout ?? '');
    const delayMs = parseDuration(timeout);
    if (delayMs === undefined) return fault('InvalidWait', `"${timeout}" is not a time that can be waited.`);
    try {
      if (condition) compileExpression(condition, { withAsync: true });
    } catch (error) {
      return fault('InvalidWait', (error as Error).message);
    }
    const plan = { kind: 'wait', step_id: operation.id, name: nameOf(operation), delay_ms: delayMs } as const;
    return { plan: { ...plan, wait_event: event, wait_if: condition, ...waitKey(condition, facts.event) } };
  },
};
