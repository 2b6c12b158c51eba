import type { Core } from './core.ts';
import { deliverEvents } from './deliver-events.ts';
import type { Outcome } from './interpret-response.ts';
import { limits } from './limits.ts';
import type { FinishedStep } from './opcodes/opcode.ts';
import { plainJson } from './plain-json.ts';
import { acceptArguments, prepareEvent } from './prepare-event.ts';
import type { ClaimedJob } from './run-job.ts';
import { systemEvents } from './system-events.ts';

/**
 * Stores an outcome in one commit, if the claim still counts: an answer that comes after the job was claimed again, or
 * after the run ended, changes nothing.
 */
export async function settleJob(core: Core, job: ClaimedJob, outcome: Outcome): Promise<void> {
  const claim = [core.processId(), job.job_id, job.generation, job.run_id];
  if (outcome.kind === 'retry') {
    await core.database.query('select engine.retry($1, $2, $3, $4, $5)', [...claim, outcome.delayMs]);
    core.log.debug('an attempt failed', {
      run: job.run_id,
      attempt: job.attempt,
      error: outcome.error.message,
    });
    core.wakeAfter(outcome.delayMs);
    return;
  }
  if (outcome.kind === 'finish') return finish(core, job, outcome);

  const invocations = outcome.invocations.map(({ event, run }) => ({ event, runs: [run] }));
  const rows = await core.database.query<{ result: string }>(
    'select engine.advance($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12) as result',
    [
      ...claim,
      ...stepArguments(outcome.steps),
      plainJson(outcome.plans),
      ...acceptArguments(core, invocations),
      outcome.version,
      limits.steps,
      limits.stateBytes,
    ],
  );
  const message = refusals[rows[0]?.result ?? ''];
  if (message) {
    const output = { name: 'RunLimitExceeded', message };
    return finish(core, job, { kind: 'finish', steps: [], status: 'failed', output });
  }
  for (const { delay_ms } of outcome.plans) if (delay_ms !== undefined) core.wakeAfter(delay_ms);
  core.wake();
}

const refusals: Record<string, string> = {
  'too many steps': `A run may have ${limits.steps} steps.`,
  'state too large': `The outputs of a run's steps may have ${limits.stateBytes} bytes together.`,
  'no progress': 'The function asked for nothing that is not already there; are its step ids stable?',
};

async function finish(
  core: Core,
  job: ClaimedJob,
  outcome: Extract<Outcome, { kind: 'finish' }>,
): Promise<void> {
  const run = { id: job.run_id, functionId: job.function_id, event: job.event };
  const events = systemEvents(run, outcome)
    .filter(({ name }) => core.functions.listenTo(name))
    .map((event) => prepareEvent(core, event));
  const rows = await core.database.query<{ undelivered: { id: string; name: string }[] }>(
    'select undelivered from engine.finish($1, $2, $3, $4, $5, $6, $7, $8, $9, $10)',
    [
      core.processId(),
      job.job_id,
      job.generation,
      job.run_id,
      ...stepArguments(outcome.steps),
      outcome.status,
      JSON.stringify(outcome.output ?? null),
      ...acceptArguments(core, events),
    ],
  );
  core.wake();
  await deliverEvents(core, rows[0]?.undelivered ?? []);
}

/** Steps without their outputs, and their outputs, which are stored without being looked into. */
function stepArguments(steps: FinishedStep[]): [string, string[]] {
  return [
    plainJson(steps.map(({ id, op, name, attempt }) => ({ id, op, name, attempt }))),
    steps.map(({ output }) => JSON.stringify(output)),
  ];
}

/** Gives a claim back as if it had not been made. */
export async function releaseJob(core: Core, job: ClaimedJob): Promise<void> {
  await core.database.query('select engine.release($1, $2, $3, $4)', [
    core.processId(),
    job.job_id,
    job.generation,
    job.run_id,
  ]);
}
