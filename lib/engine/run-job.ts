import { type AppResponse, isAppUnreachable } from './call-app.ts';
import type { Core } from './core.ts';
import { countUp } from './count-up.ts';
import type { EngineEvent } from './event.ts';
import type { EngineFunction } from './function-config.ts';
import { newId, uuidFromName } from './ids.ts';
import { failAttempt, interpretResponse, type Outcome } from './interpret-response.ts';
import type { CallFacts } from './opcodes/opcode.ts';
import { watchCall } from './watch-call.ts';

/** A job as `engine.claim` hands it over, with all that its call needs. */
export type ClaimedJob = {
  job_id: string;
  generation: number;
  kind: 'call' | 'step';
  step_id: string;
  attempt: number;
  /** How often in a row an engine died while it had this job. */
  losses: number;
  run_id: string;
  function_id: string;
  request_version: number;
  event: EngineEvent;
  steps: Record<string, unknown>;
  stack: string[];
  use_api: boolean;
};

/**
 * So often an engine may die in a row over one job before that counts as an attempt that failed: where app and engine
 * are one process, a step that brings it down would else be called for ever.
 */
const maxLosses = 5;

/**
 * Calls the app for a claimed job and reads what the answer means. Throws AppUnreachable when the app cannot be
 * reached, and the reason when `signal` ends the call: in both cases no attempt was made.
 */
export async function runJob(core: Core, job: ClaimedJob): Promise<Outcome> {
  const fn = await findFunction(core, job.function_id);
  if (!fn) {
    const message = `The function "${job.function_id}" is no longer registered.`;
    return { kind: 'finish', steps: [], status: 'failed', output: { name: 'FunctionNotFound', message } };
  }
  const facts: CallFacts = {
    runId: job.run_id,
    event: job.event,
    attempt: job.attempt,
    maxAttempts: fn.maxAttempts,
    findFunction: core.functions.find,
  };
  if (job.losses >= maxLosses) return giveUpCall(core, job, facts);
  const answer = await call(core, job, fn);
  if (answer instanceof Error) return failAttempt({ name: answer.name, message: answer.message }, facts);
  if (isNotMet(answer, job) && mayLookAgain(core, job))
    return { kind: 'advance', steps: [], plans: [], invocations: [], version: job.request_version };
  return interpretResponse(answer, facts);
}

/**
 * Whether the function, called for one of several parallel steps, did not come to it within the SDK's ten seconds: another
 * version of the app planned it. No try of the step was made; what the function meets now is asked for anew.
 */
const isNotMet = ({ status, body }: AppResponse, { kind, step_id: id }: ClaimedJob): boolean =>
  kind === 'step' && status === 500 && (body as { requestedStep?: unknown } | null)?.requestedStep === id;

/** So often a run may plan a step that is not met when it is called: more is no change of versions. */
const maxNotMet = 20;

function mayLookAgain({ notMet }: Core, { run_id: id }: ClaimedJob): boolean {
  return countUp(notMet, id) <= maxNotMet;
}

/** The call is not made again, whatever tries are left: each of them would bring engines down as often. Of a parallel step it is an error that its function may catch. */
async function giveUpCall(core: Core, job: ClaimedJob, facts: CallFacts): Promise<Outcome> {
  const error = { name: 'WorkerDied', message: `The worker died ${job.losses} times in this step.` };
  const [row] = await core.database.query<{ name: string }>('select name from engine.job where id = $1', [
    job.job_id,
  ]);
  const name = row?.name ?? '';
  core.log.error('a call is given up', { run: job.run_id, step: name, reason: error.message });
  const last = { ...facts, maxAttempts: facts.attempt + 1 };
  const outcome = failAttempt(error, last, { step: { id: job.step_id, name } });
  if (outcome.kind === 'retry' || job.kind === 'call') return outcome;
  const { step_id: id, attempt, request_version: version } = job;
  const steps = [{ id, op: 'StepFailed', name, output: { error }, attempt }];
  return { kind: 'advance', steps, plans: [], invocations: [], version };
}

/** One that this engine does not know may have been registered with another a moment ago. */
async function findFunction({ functions }: Core, id: string): Promise<EngineFunction | undefined> {
  const known = functions.find(id);
  if (known) return known;
  await functions.load();
  return functions.find(id);
}

async function call(core: Core, job: ClaimedJob, fn: EngineFunction): Promise<AppResponse | Error> {
  const requestId = newId();
  const watch = watchCall(core, job);
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
      signal: watch.signal,
    });
  } catch (error) {
    if (core.signal.aborted || isAppUnreachable(error)) throw error;
    return watch.signal.aborted ? watch.signal.reason : (error as Error);
  } finally {
    watch.stop();
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
