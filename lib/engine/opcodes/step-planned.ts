import { nameOf, type Opcode } from './opcode.ts';

/** One of several steps that may run side by side: each gets a call of its own. */
export const stepPlanned: Opcode = {
  op: 'StepPlanned',
  effect: (operation) => ({ plan: { kind: 'step', step_id: operation.id, name: nameOf(operation) } }),
};
