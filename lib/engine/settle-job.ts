import type { Core } from './core.ts';
import { countUp } from './count-up.ts';
import type { Outcome } from './interpret-response.ts';
import { limits } from './limits.ts';
import type { FinishedStep } from './opcodes/opcode.ts';
import { plainJson, plainText } from './plain-json.ts';
import { acceptArguments, type PreparedEvent, prepareEvent } from './prepare-event.ts';
import type { ClaimedJob } from './run-job.ts';
import { systemEvents } from './system-events.ts';
import type { WireError } from './wire.ts';

/**
 * Stores an outcome in one commit, if the claim still counts: an answer that comes after the job was claimed again, or
 * after the run ended, changes nothing. Where the run goes on, the same commit claims up to `claimNext` jobs, which are
 * returned.
 */
export async function settleJob(
  core: Core,
  job: ClaimedJob,
  { outcome, claimNext }: { outcome: Outcome; claimNext: number },
): Promise<ClaimedJob[]> {
  const claim = [core.processId(), job.job_id, job.generation, job.run_id];
  if (outcome.kind === 'retry') {
    const { id, name } = outcome.step ?? { id: job.step_id, name: '' };
    await core.database.query('select engine.retry_and_keep($1, $2, $3, $4, $5, $6, $7, $8)', [
      ...claim,
      outcome.delayMs,
      id,
      plainText(name),
      shortError(outcome.error),
    ]);
    core.log.debug('an attempt failed', {
      run: job.run_id,
      attempt: job.attempt,
      error: outcome.error.message,
    });
    core.wakeAfter(outcome.delayMs);
    core.wake();
    return [];
  }
  if (outcome.kind === 'finish') {
    await finish(core, job, outcome);
    return [];
  }
  const rows = await core.database.query<ClaimedJob & { result: string }>(
    'select * from engine.advance_and_claim($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13, $14)',
    [
      ...claim,
      ...stepArguments(outcome.steps),
      plainJson(outcome.plans),
      ...acceptArguments(core, invocationsOf(outcome)),
      outcome.version,
      limits.steps,
      limits.stateBytes,
      claimNext,
      limits.inlineStateBytes,
    ],
  );
  const result = rows[0]?.result ?? '';
  if (result === 'no progress' && isTold(outcome) && mayRepeat(core, job)) {
    await releaseJob(core, job);
    core.wake();
    return [];
  }
  core.repeats.delete(job.job_id);
  const message = refusals[result];
  if (message) {
    const output = { name: 'RunLimitExceeded', message };
    await finish(core, job, { kind: 'finish', steps: [], status: 'failed', output });
    return [];
  }
  for (const { delay_ms } of outcome.plans) if (delay_ms !== undefined) core.wakeAfter(delay_ms);
  const claimed = rows.filter(({ job_id }) => job_id !== null);
  if (claimed.length === claimNext) core.wake(); // there may be more
  return claimed;
}

/** How often one call may bring only what is there already before the run fails: more is no accident. */
const maxRepeats = 20;

function mayRepeat({ repeats }: Core, { job_id }: ClaimedJob): boolean {
  return countUp(repeats, job_id) <= maxRepeats;
}

/**
 * Whether the app told of finished steps: if all were stored before, the answer to its checkpoint was lost (an engine
 * died, a connection broke), and the call is made again with what is stored.
 */
const isTold = ({ steps }: Extract<Outcome, { kind: 'advance' }>): boolean => steps.length > 0;

const invocationsOf = ({ invocations }: Extract<Outcome, { kind: 'advance' }>): PreparedEvent[] =>
  invocations.map(({ event, run }) => ({ event, runs: [run] }));

const refusals: Record<string, string> = {
  'too many steps': `A run may have ${limits.steps.toLocaleString('en')} steps.`,
  'state too large': `The outputs of a run's steps may have ${limits.stateBytes.toLocaleString('en')} bytes together.`,
  'no progress': 'The function asked for nothing that is not already there; are its step ids stable?',
};

async function finish(
  core: Core,
  job: ClaimedJob,
  outcome: Extract<Outcome, { kind: 'finish' }>,
): Promise<void> {
  core.repeats.delete(job.job_id);
  core.notMet.delete(job.run_id);
  const run = { id: job.run_id, functionId: job.function_id, event: job.event };
  const events = systemEvents(run, outcome)
    .filter(({ name }) => core.functions.listenTo(name))
    .map((event) => prepareEvent(core, event));
  const rows = await core.database.query<{ undelivered: object[] }>(
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
  if (rows[0]?.undelivered.length) core.deliver();
}

/** Steps without their outputs, and their outputs, which are stored without being looked into. */
export function stepArguments(steps: FinishedStep[]): [string, string[]] {
  return [
    plainJson(
      steps.map(({ id, op, name, attempt, tookMs, input }) => ({
        id,
        op,
        name,
        attempt,
        input,
        started_at: tookMs === undefined ? undefined : new Date(Date.now() - tookMs).toISOString(),
      })),
    ),
    steps.map(({ output }) => JSON.stringify(output)),
  ];
}

/** An error as it is kept of an attempt: enough to see what went wrong. */
function shortError({ name, message, stack }: WireError): string {
  return plainJson({ name, message: message.slice(0, 4000), stack: stack?.slice(0, 8000) });
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
