import { readError } from '../wire.ts';
import { memoize, type Opcode } from './opcode.ts';

/** A step has failed for good, as the SDK sees it: the error is kept, and the function may catch it. */
export const stepFailed: Opcode = {
  op: 'StepFailed',
  effect(operation, { attempt }) {
    const output = { error: readError(operation.error) };
    return memoize(operation, { op: 'StepFailed', output, attempt });
  },
};
