import type { LanguageModelV4 } from '@ai-sdk/provider';
import { type GetStepTools, NonRetriableError, RetryAfterError } from 'inngest';
import type { Db } from '#lib/db.ts';
import { toAppError } from '#lib/errors.ts';
import { type BudgetMeter, createBudgetMeter } from '#lib/jobs/budget-meter.ts';
import { updateUsage } from '#lib/jobs/count-usage.ts';
import { type Clock, readDatabaseClock } from '#lib/jobs/database-clock.ts';
import { runIsOver, seeRun } from '#lib/jobs/job-run.ts';
import { enterPhase, hasEnded, keepStepError } from '#lib/jobs/jobs.ts';
import type { Wait } from '#lib/models/gateway/call-patiently.ts';
import type { Role } from '#lib/models/language-model.ts';
import { createStepCalls, type StepCalls } from '#lib/models/step-calls.ts';
import { patientDb } from '#lib/patient-db.ts';
import { asSentence } from '#lib/schema/as-sentence.ts';
import { Budget } from '#lib/schema/budget.ts';
import type { EventBody, Told } from '#lib/schema/event.ts';
import { runtime } from '#lib/server/runtime.ts';
import { withSpan } from '#lib/traces.ts';
import { callStore } from './call-store.ts';
import type { inngest } from './client.ts';
import { jobHasEnded } from './job-has-ended.ts';
import { createStepLog } from './step-log.ts';
import { watchJob } from './watch-job.ts';

/** What the work of a stage is given. */
export type StageContext = {
  db: Db;
  jobId: string;
  /** Whose job it is, and what it was asked for. */
  userId: string;
  input: unknown;
  step: string;
  /** Aborts when the job is cancelled, has ended, or its deadline is over. */
  signal: AbortSignal;
  /** Aborts when this run of the step is over, however it went: whatever was set up for it stops then. */
  ended: AbortSignal;
  /** When the job has to be done; null where it has none. */
  deadlineAt: Date | null;
  startedAt: Date;
  /** The database's, by which both are. */
  clock: Clock;
  /** Aborts when somebody asked to finish now: stop searching, go on with what there is. */
  finishing: AbortSignal;
  /** The model that plays a role, for this run of the step: its answers are stored and never paid for twice. */
  model(role: Role): LanguageModelV4;
  /** Who that is: `built-in` or a model's id. */
  modelName(role: Role): string;
  /** The calls of models that this run of the step has made. */
  calls: StepCalls;
  /** True when a failure now is the last word: no other try follows. */
  isLastAttempt: boolean;
  /**
   * Appends an event under a key that is stable within the step: telling it again does nothing. It is on its way then, and
   * in the log by the end of the stage, or once `settled`.
   */
  tell(key: string, event: EventBody): Promise<void>;
  /** The same for several, in their order and at once. */
  tellAll(events: readonly Told[]): Promise<void>;
  /** The same under a key of the whole job: what several steps come upon is told by the first. */
  tellOnce(key: string, event: EventBody): Promise<void>;
  /** Waits until all that the step has told is in the log, committed. */
  settled(): Promise<void>;
  budget: BudgetMeter;
};

export type StageOptions = {
  phase: string;
  /** What people read: "Search own documents". */
  label: string;
  /** Progress of the job when this stage begins, 0 to 1. */
  progress: number;
  /** The source that it asks, and the part of the plan for which (from 0): told in its events. */
  asks?: { source_id: string; sub_question: number };
};

/**
 * Runs work as one durable step: told in the log, tried again after 2, 3 and 5 seconds where the error allows it, and
 * skipped once its answer is stored. Answers what the work answered, as JSON.
 */
export type Stage = <T>(
  name: string,
  options: StageOptions,
  work: (context: StageContext) => Promise<T>,
) => Promise<T>;

/** A wait from so long on is told to whoever reads only what came in the way of a job. */
const longWaitSeconds = 10;

/** How long a step waits for a database that is away. */
const patienceMs = 300_000;

/** The database for steps: one that is away is waited for. */
export const stepDb = (): Db => patientDb(runtime().workDb, { patienceMs });

export type StepTools = GetStepTools<typeof inngest>;

/** Makes the `stage` of one run of a job. */
export function createStage({
  jobId,
  runId,
  step,
  attempt,
  maxAttempts,
  overtimeSeconds,
}: {
  jobId: string;
  runId: string;
  step: StepTools;
  attempt: number;
  maxAttempts: number;
  /** How long after the deadline a step may still go on. */
  overtimeSeconds: number;
}): Stage {
  return async <T>(name: string, options: StageOptions, work: (context: StageContext) => Promise<T>) => {
    const { phase, asks } = options;
    const attributes = {
      'intentui.step': name,
      'intentui.phase': phase,
      'intentui.attempt': attempt,
      'intentui.source_id': asks?.source_id,
    };
    const inSpan = (work: () => Promise<T>) => withSpan({ name: `step ${name}`, jobId, attributes }, work);
    const answer = await step.run(name, () =>
      inSpan(() =>
        runStage({
          jobId,
          runId,
          name,
          options,
          attempt,
          isLastAttempt: attempt + 1 >= maxAttempts,
          overtimeSeconds,
          work,
        }),
      ),
    );
    return answer as T;
  };
}

async function runStage<T>({
  jobId,
  runId,
  name,
  options,
  attempt,
  isLastAttempt,
  overtimeSeconds,
  work,
}: {
  jobId: string;
  runId: string;
  name: string;
  options: StageOptions;
  attempt: number;
  isLastAttempt: boolean;
  overtimeSeconds: number;
  work: (context: StageContext) => Promise<T>;
}): Promise<T> {
  const { workDb, logWriter, listener, log, models } = runtime();
  const { phase, label, progress, asks } = options;
  const told = { step: name, ...asks };
  const { tell, tellAll, tellOnce, settled } = createStepLog({ writer: logWriter, jobId, step: name });
  let waits = 0;
  const tellWait = ({ delaySeconds, error }: Wait) => {
    waits += 1;
    const label = `The model's provider asks to wait ${Math.ceil(delaySeconds)} s`;
    tell(`wait:${attempt}:${waits}`, { type: 'step-progress', ...told, label }).catch(() => {});
    if (delaySeconds < longWaitSeconds) return;
    const message = `${asSentence(error.message)} The job goes on once it may.`;
    tellOnce(`wait:${error.message}`, { type: 'warning', message }).catch(() => {});
  };
  const [job, clock] = await Promise.all([
    stepDb().job.findUnique({ where: { jobId } }),
    readDatabaseClock(stepDb()),
  ]);
  if (!job || hasEnded(job)) throw new NonRetriableError(jobHasEnded);
  if (!(await seeRun(stepDb(), { jobId, runId }))) throw new NonRetriableError(runIsOver);
  // Of a job that waits the clock stands still: a new run goes through what was done before to wait on.
  const waitedMs = job.waitingSince ? clock() - job.waitingSince.getTime() : 0;
  const watch = watchJob({
    db: workDb,
    listener,
    jobId,
    runId,
    leftMs: job.deadlineAt && job.deadlineAt.getTime() + waitedMs + overtimeSeconds * 1000 - clock(),
    finishRequested: job.finishRequestedAt !== null,
  });
  // A step outlasts a restart of the database, as long as it may take itself.
  const db = patientDb(workDb, { signal: watch.signal, patienceMs });
  const budget = createBudgetMeter({ db, jobId, budget: Budget.nullable().parse(job.budget) });
  const store = callStore(db, jobId, { signal: watch.signal });
  const calls = createStepCalls({
    step: name,
    begin: budget.begin,
    store: {
      ...store,
      async save(call) {
        await store.save(call);
        await budget.look();
      },
    },
  });
  const startedAt = performance.now();
  const ended = new AbortController();
  try {
    await enterPhase(db, { jobId, phase, progress });
    await tell(`started:${attempt}`, { type: 'step-started', ...told, phase, label });
    await budget.look();
    const context: StageContext = {
      db,
      jobId,
      userId: job.userId,
      input: job.inputData,
      step: name,
      signal: watch.signal,
      finishing: watch.finishing,
      ended: ended.signal,
      model: (role) => models.of(role, { calls, onWait: tellWait }),
      deadlineAt: job.deadlineAt && new Date(job.deadlineAt.getTime() + waitedMs),
      startedAt: job.startedAt ?? job.createdAt,
      clock,
      modelName: models.nameOf,
      calls,
      isLastAttempt,
      tell,
      tellOnce,
      tellAll,
      settled,
      budget,
    };
    const answer = await work(context);
    // What a job has used is counted from its log too.
    await settled();
    await updateUsage(db, { jobId, key: `${name}:usage:${attempt}` });
    await tell('end', {
      type: 'step-end',
      ...told,
      phase,
      duration_ms: Math.round(performance.now() - startedAt),
    });
    await settled();
    return answer;
  } catch (thrown) {
    if (watch.isReplaced()) throw new NonRetriableError(runIsOver);
    const error = watch.reason() ?? toAppError(thrown);
    if (error.code === 'internal')
      log.error('step failed', { job_id: jobId, step: name, cause: describe(thrown) });
    const problem = { code: error.code, message: error.message };
    await settled().catch(() => {});
    await updateUsage(db, { jobId, key: `${name}:usage:${attempt}` });
    if (!error.retryable || isLastAttempt) {
      await tell('failed', { type: 'step-failed', ...told, phase, error: problem });
      await settled();
      const { retryable } = error;
      await keepStepError(db, { jobId, error: { ...problem, retryable, step: name, attempt: job.attempt } });
      throw new NonRetriableError(error.message, { cause: thrown });
    }
    const delaySeconds = Math.ceil(error.retryAfterSeconds ?? 2 ** attempt) + 1;
    await tell(`retrying:${attempt}`, {
      type: 'step-retrying',
      ...told,
      phase,
      error: problem,
      delay_seconds: delaySeconds,
    });
    await settled();
    await seeRun(db, { jobId, runId, silentSeconds: delaySeconds }).catch(() => {});
    throw new RetryAfterError(error.message, `${delaySeconds}s`, { cause: thrown });
  } finally {
    ended.abort();
    store.close();
    watch.stop();
  }
}

const describe = (thrown: unknown): string =>
  thrown instanceof Error ? (thrown.stack ?? thrown.message) : String(thrown);
