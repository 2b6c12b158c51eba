import { limits } from '../limits.ts';
import { fault, memoize, nameOf, type Opcode } from './opcode.ts';

/** A step has run: its data is kept for good and the step is never called again. */
export const stepRun: Opcode = {
  op: 'StepRun',
  effect(operation, { attempt }) {
    const output = { data: operation.data ?? null };
    const bytes = Buffer.byteLength(JSON.stringify(output.data));
    if (bytes > limits.stepOutputBytes) {
      return fault(
        'StepOutputTooLarge',
        `Step "${nameOf(operation)}" returned ${bytes.toLocaleString('en')} bytes; at most ${limits.stepOutputBytes.toLocaleString('en')} are allowed.`,
      );
    }
    return memoize(operation, { op: 'StepRun', output, attempt });
  },
};
