import type { AppResponse } from './call-app.ts';
import type { Core } from './core.ts';
import type { EngineEvent } from './event.ts';
import type { EngineFunction } from './function-config.ts';
import { newId, uuidFromName } from './ids.ts';
import { failAttempt, interpretResponse, type Outcome } from './interpret-response.ts';
import type { CallFacts } from './opcodes/opcode.ts';

/** A job as `engine.claim` hands it over, with all that its call needs. */
export type ClaimedJob = {
  job_id: string;
  generation: number;
  kind: 'call' | 'step';
  step_id: string;
  attempt: number;
  run_id: string;
  function_id: string;
  request_version: number;
  event: EngineEvent;
  steps: Record<string, unknown>;
  stack: string[];
  use_api: boolean;
};

/**
 * Calls the app for a claimed job and reads what the answer means. Throws AppUnreachable when the app cannot be
 * reached, and the reason when `signal` ends the call: in both cases no attempt was made.
 */
export async function runJob(core: Core, job: ClaimedJob): Promise<Outcome> {
  const fn = core.functions.find(job.function_id);
  if (!fn) {
    const message = `The function "${job.function_id}" is no longer registered.`;
    return { kind: 'finish', steps: [], status: 'failed', output: { name: 'FunctionNotFound', message } };
  }
  const facts: CallFacts = {
    runId: job.run_id,
    attempt: job.attempt,
    maxAttempts: fn.maxAttempts,
    findFunction: core.functions.find,
  };
  const answer = await call(core, job, fn);
  if (answer instanceof Error) return failAttempt({ name: answer.name, message: answer.message }, facts);
  return interpretResponse(answer, facts);
}

async function call(core: Core, job: ClaimedJob, fn: EngineFunction): Promise<AppResponse | Error> {
  const requestId = newId();
  try {
    return await core.app.call({
      method: 'POST',
      query: { fnId: fn.id, stepId: job.step_id },
      headers: {
        'x-run-id': job.run_id,
        'x-request-id': requestId,
        'x-inngest-job-id': job.job_id,
        'x-inngest-generation-id': String(job.generation),
        'x-inngest-step-id': job.step_id,
        'x-inngest-req-version': String(job.request_version),
      },
      body: callBody({ job, fn, requestId }),
      signal: core.signal,
    });
  } catch (error) {
    if (core.signal.aborted || (error as Error).name === 'AppUnreachable') throw error;
    return error as Error;
  }
}

/**
 * The body of a call. `ctx.fn_id` lets the SDK go on after a step and store it by a checkpoint, where the app has not
 * turned that off; a call for one of several parallel steps carries none.
 */
function callBody({ job, fn, requestId }: { job: ClaimedJob; fn: EngineFunction; requestId: string }) {
  const inline = !job.use_api;
  return {
    ctx: {
      attempt: job.attempt,
      disable_immediate_execution: job.kind === 'step',
      env: '',
      fn_id: job.kind === 'call' ? uuidFromName(fn.id) : undefined,
      generation_id: job.generation,
      job_id: job.job_id,
      max_attempts: fn.maxAttempts,
      qi_id: Buffer.from(job.job_id).toString('base64'),
      request_id: requestId,
      run_id: job.run_id,
      stack: { current: job.stack.length, stack: job.stack },
      step_id: 'step',
      use_api: job.use_api,
    },
    defers: {},
    event: job.event,
    events: inline ? [job.event] : [],
    steps: inline ? job.steps : {},
    use_api: job.use_api,
    version: job.request_version,
  };
}
