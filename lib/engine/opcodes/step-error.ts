import { readError } from '../wire.ts';
import { nameOf, type Opcode } from './opcode.ts';
import { stepFailed } from './step-failed.ts';

/** An attempt of a step has failed: the same job is tried again, unless this was the last attempt. */
export const stepError: Opcode = {
  op: 'StepError',
  effect(operation, facts) {
    if (facts.attempt + 1 >= facts.maxAttempts) return stepFailed.effect(operation, facts);
    return { retry: readError(operation.error), step: { id: operation.id, name: nameOf(operation) } };
  },
};
