import { retryDelayMs } from './backoff.ts';
import type { AppResponse } from './call-app.ts';
import { opcodes } from './opcodes/index.ts';
import {
  type CallFacts,
  type Effect,
  type FinishedStep,
  fault,
  type Invocation,
  type PlannedOperation,
} from './opcodes/opcode.ts';
import { runRealServer } from './refusals.ts';
import { readError, type WireError, type WireOperation } from './wire.ts';

/** What an answer of the app means for its job: exactly one of these is then stored. */
export type Outcome =
  | {
      kind: 'advance';
      steps: FinishedStep[];
      plans: PlannedOperation[];
      invocations: Invocation[];
      version: number;
    }
  | { kind: 'finish'; steps: FinishedStep[]; status: 'completed'; output: unknown }
  | { kind: 'finish'; steps: FinishedStep[]; status: 'failed'; output: WireError }
  | { kind: 'retry'; delayMs: number; error: WireError; step?: { id: string; name: string } };

/**
 * Reads an answer. 206 carries operations, 200 what the function returned, anything else an error that counts as an
 * attempt unless `x-inngest-no-retry` or the number of attempts makes it final.
 */
export function interpretResponse(response: AppResponse, facts: CallFacts): Outcome {
  if (response.status === 200)
    return { kind: 'finish', steps: [], status: 'completed', output: response.body ?? null };
  if (response.status === 206) return interpretOperations(response, facts);
  const error = readError(response.body);
  const final = response.headers['x-inngest-no-retry'] === 'true';
  return failAttempt(error, facts, { final, retryAfter: response.headers['retry-after'] });
}

/** A failed attempt: tried again after a while, or, when it was the last, the end of the run. */
export function failAttempt(
  error: WireError,
  facts: CallFacts,
  {
    final = false,
    retryAfter,
    step,
  }: { final?: boolean; retryAfter?: string; step?: { id: string; name: string } } = {},
): Outcome {
  if (final || facts.attempt + 1 >= facts.maxAttempts) {
    return { kind: 'finish', steps: [], status: 'failed', output: error };
  }
  return { kind: 'retry', delayMs: retryDelayMs(facts.attempt, retryAfter), error, step };
}

function interpretOperations(response: AppResponse, facts: CallFacts): Outcome {
  const operations = (Array.isArray(response.body) ? response.body : [response.body]) as WireOperation[];
  const effects = operations.map((operation) => effectOf(operation, facts));
  const steps = effects.flatMap((effect) => ('memoize' in effect ? [effect.memoize] : []));
  const failed = effects.find((effect) => 'fail' in effect);
  if (failed) return { kind: 'finish', steps, status: 'failed', output: failed.fail };
  const completed = effects.find((effect) => 'complete' in effect);
  if (completed) return { kind: 'finish', steps, status: 'completed', output: completed.complete };
  const retried = effects.find((effect) => 'retry' in effect);
  // Results that came along are stored first; the step that failed is then met again.
  if (retried && steps.length === 0) {
    const retryAfter = response.headers['retry-after'];
    return failAttempt(retried.retry, facts, { retryAfter, step: retried.step });
  }
  const planned = effects.filter((effect) => 'plan' in effect);
  return {
    kind: 'advance',
    steps,
    plans: planned.map(({ plan }) => plan),
    invocations: planned.flatMap(({ invoke }) => (invoke ? [invoke] : [])),
    version: Number(response.headers['x-inngest-req-version'] ?? -1),
  };
}

function effectOf(operation: WireOperation, facts: CallFacts): Effect {
  const opcode = opcodes.find(({ op }) => op === operation?.op);
  if (!opcode || !operation.id) {
    const name = String(operation?.op ?? 'nothing');
    return fault(
      'UnsupportedOperation',
      `The operation "${name}" is not supported by this engine; ${runRealServer}.`,
    );
  }
  if (operation.opts?.parallelMode === 'race') {
    return fault(
      'UnsupportedOperation',
      `Parallel steps in "race" mode are not supported by this engine; ${runRealServer}.`,
    );
  }
  return opcode.effect(operation, facts);
}
