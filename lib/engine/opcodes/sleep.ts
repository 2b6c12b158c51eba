import { parseDuration } from '../duration.ts';
import { fault, nameOf, type Opcode } from './opcode.ts';

/** A pause, or a pause until a point in time: `name` (or `opts.duration`) says which. */
export const sleep: Opcode = {
  op: 'Sleep',
  effect(operation) {
    const text = String(operation.opts?.duration ?? operation.name ?? '');
    const delayMs = text === '' ? 0 : parseDuration(text);
    if (delayMs === undefined) return fault('InvalidSleep', `"${text}" is not a duration that can be slept.`);
    return { plan: { kind: 'sleep', step_id: operation.id, name: nameOf(operation), delay_ms: delayMs } };
  },
};
