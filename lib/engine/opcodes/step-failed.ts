import { readError } from '../wire.ts';
import { inputOf, nameOf, type Opcode, tookMs } from './opcode.ts';

/** A step has failed for good, as the SDK sees it: the error is kept, and the function may catch it. */
export const stepFailed: Opcode = {
  op: 'StepFailed',
  effect(operation, { attempt }) {
    const output = { error: readError(operation.error) };
    const name = nameOf(operation);
    return {
      memoize: {
        id: operation.id,
        op: 'StepFailed',
        name,
        output,
        attempt,
        tookMs: tookMs(operation),
        input: inputOf(operation),
      },
    };
  },
};
