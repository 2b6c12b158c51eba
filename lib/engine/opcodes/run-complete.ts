import type { Opcode } from './opcode.ts';

/** The function returned. */
export const runComplete: Opcode = {
  op: 'RunComplete',
  effect: (operation) => ({ complete: operation.data ?? null }),
};
