import { limits } from '../limits.ts';
import { fault, inputOf, nameOf, type Opcode, tookMs } from './opcode.ts';

/** A step has run: its data is kept for good and the step is never called again. */
export const stepRun: Opcode = {
  op: 'StepRun',
  effect(operation, { attempt }) {
    const output = { data: operation.data ?? null };
    const bytes = Buffer.byteLength(JSON.stringify(output.data));
    if (bytes > limits.stepOutputBytes) {
      return fault(
        'StepOutputTooLarge',
        `Step "${nameOf(operation)}" returned ${bytes} bytes; at most ${limits.stepOutputBytes} are allowed.`,
      );
    }
    const name = nameOf(operation);
    return {
      memoize: {
        id: operation.id,
        op: 'StepRun',
        name,
        output,
        attempt,
        tookMs: tookMs(operation),
        input: inputOf(operation),
      },
    };
  },
};
