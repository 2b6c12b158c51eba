import { limits } from '../limits.ts';
import type { FinishedStep } from '../opcodes/opcode.ts';
import { stepRun } from '../opcodes/step-run.ts';
import { stepArguments } from '../settle-job.ts';
import type { WireOperation } from '../wire.ts';
import { type Endpoint, failure } from './endpoint.ts';

type Checkpoint = { qi_id?: string; generation_id?: number; steps?: WireOperation[] };

/**
 * Stores steps that finished while the call that runs them goes on. 409 tells the SDK that another call has taken over,
 * or that the run is over, and it stops; at any other fault it hands the steps in with its answer.
 */
export const checkpoint: Endpoint = {
  method: 'POST',
  path: '/v1/checkpoint/:runId/async',
  auth: 'signing key',
  async handle(core, { parameters, body }) {
    const { qi_id, generation_id, steps = [] } = (body ?? {}) as Checkpoint;
    const jobId = Buffer.from(String(qi_id ?? ''), 'base64').toString();
    if (!/^\d+$/.test(jobId) || !Number.isInteger(generation_id)) {
      return failure(400, 'qi_id and generation_id are needed to store steps.');
    }
    const finished = steps.map(finishedStep);
    if (finished.some((step) => step === undefined)) {
      return failure(400, 'Only steps that ran can be stored while the call goes on.');
    }
    const rows = await core.database.query<{ result: string }>(
      'select engine.checkpoint($1, $2, $3, $4, $5, $6, $7) as result',
      [
        jobId,
        generation_id,
        parameters.runId,
        ...stepArguments(finished as FinishedStep[]),
        limits.steps,
        limits.stateBytes,
      ],
    );
    const result = rows[0]?.result;
    if (result === 'freed') core.wake();
    if (result === 'done' || result === 'freed') return { status: 200 };
    return result === 'stale'
      ? failure(409, 'Another call has taken over.')
      : failure(413, `Not stored: ${result}.`);
  },
};

/** The step as it is kept; undefined for what is no finished step, or too large. */
function finishedStep(operation: WireOperation): FinishedStep | undefined {
  const event = { id: '', name: '', ts: 0, data: {} };
  const facts = { runId: '', event, attempt: 0, maxAttempts: 1, findFunction: () => undefined };
  const effect = operation?.op === stepRun.op && stepRun.effect(operation, facts);
  return effect && 'memoize' in effect ? effect.memoize : undefined;
}
