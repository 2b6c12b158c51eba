import { type InngestFunction, NonRetriableError } from 'inngest';
import type { z } from 'zod';
import { AppError } from '#lib/errors.ts';
import { completeJob, failJob, hasEnded, startJob } from '#lib/jobs/jobs.ts';
import { Budget } from '#lib/schema/budget.ts';
import { JobError } from '#lib/schema/job.ts';
import type { Plan } from '#lib/schema/plan.ts';
import { inngest } from './client.ts';
import { jobCancelled, jobRequested } from './events.ts';
import { createStage, type Stage, type StageContext, type StepTools, stepDb } from './stage.ts';
import { waitForApproval } from './wait-for-approval.ts';

/** Goes through the stages of a job; answers how to put its result together, which runs in the last step. */
export type JobRun<Input, Output> = (context: {
  jobId: string;
  input: Input;
  /** What the job may use at most; its stages see to money, tokens and time themselves. */
  budget: Budget | null;
  stage: Stage;
  /** Waits until somebody approves the plan; answers it as approved. The job's time stands still meanwhile. */
  approval(plan: Plan): Promise<Plan>;
}) => Promise<(context: StageContext) => Promise<Output>>;

export type JobDefinition = {
  type: string;
  /** What `input_data` must look like; clients get its faults field by field. */
  input: z.ZodType;
  /** Throws `invalid_request` when the input names what is not there. */
  check(input: unknown): void;
  functions(settings: JobSettings): InngestFunction.Any[];
};

export type JobSettings = { maxConcurrent: number; retryAttempts: number };

/**
 * Declares a job type once: its input, its result and the stages that lead there. Queueing, concurrency, priority,
 * retries, cancelling and how it ends are the same for all types and written here.
 */
export function defineJob<Input extends z.ZodType, Output extends z.ZodType>(job: {
  type: string;
  input: Input;
  output: Output;
  check?: (input: z.output<Input>) => void;
  /** How long after its deadline a step may still put together what there is, in seconds: 0 where absent. */
  overtimeSeconds?: number;
  run: JobRun<z.output<Input>, z.input<Output>>;
}): JobDefinition {
  return {
    type: job.type,
    input: job.input,
    check: (input) => job.check?.(job.input.parse(input)),
    functions: ({ maxConcurrent, retryAttempts }) => [
      inngest.createFunction(
        {
          id: job.type,
          triggers: [jobRequested(job.type)],
          retries: retryAttempts as 3,
          concurrency: [{ scope: 'env', key: '"jobs"', limit: maxConcurrent }],
          priority: { run: 'int(event.data.priority) * 60' },
          cancelOn: [{ event: jobCancelled, if: 'event.data.job_id == async.data.job_id' }],
          // Only a backstop for runs that are lost: the row's deadline counts, and a plan may wait for days.
          timeouts: { finish: '8d' },
          onFailure: async ({ event, step }: FailureContext) => {
            const { run_id: runId, error } = event.data;
            const jobId = event.data.event.data.job_id;
            await step.run('fail', () => recordFailure({ jobId, runId, error }));
          },
        },
        async ({ event, step, runId, attempt, maxAttempts }) => {
          const jobId = event.data.job_id;
          const { fence } = event.data;
          const started = await step.run('start', () => begin({ jobId, runId, fence }));
          if (started.ended) return { ended: true };
          const order = await readOrder(jobId);
          const input = job.input.parse(order.inputData);
          const budget = Budget.nullable().parse(order.budget);
          const stage = createStage({
            jobId,
            runId,
            step,
            attempt,
            maxAttempts: maxAttempts ?? retryAttempts + 1,
            overtimeSeconds: job.overtimeSeconds ?? 0,
          });
          const approval = (plan: Plan) => waitForApproval({ jobId, runId, step, plan });
          const collect = await job.run({ jobId, input, budget, stage, approval });
          await stage(
            'finish',
            { phase: 'finish', label: 'Store the result', progress: 0.98 },
            async (context) => {
              const result = job.output.parse(await collect(context));
              // Told before the job ends, since an ended job's log takes nothing more.
              await context.tell('end', {
                type: 'step-end',
                step: 'finish',
                phase: 'finish',
                duration_ms: 0,
              });
              await context.settled();
              await completeJob(context.db, { jobId, result });
            },
          );
          return { ended: true };
        },
      ),
    ],
  };
}

type EngineFault = { name?: string; message: string };

/** What the engine says when a run has failed for good: the error and the event that had asked for the run. */
type FailureContext = {
  event: { data: { run_id: string; error: EngineFault; event: { data: { job_id: string } } } };
  step: StepTools;
};

/** Takes up a job, unless it has ended or another run works on it. */
async function begin({
  jobId,
  runId,
  fence,
}: {
  jobId: string;
  runId: string;
  fence: number | undefined;
}): Promise<{ ended: boolean }> {
  const db = stepDb();
  const row = await db.job.findUnique({ where: { jobId } });
  if (!row) throw new NonRetriableError(`there is no job ${jobId}`);
  const job = hasEnded(row) ? row : await startJob(db, { jobId, runId, fence });
  return { ended: hasEnded(job) || job.runId !== runId };
}

/** The input never changes, so it is read on every replay rather than kept in the engine: it may be large. */
async function readOrder(jobId: string): Promise<{ inputData: unknown; budget: unknown }> {
  const select = { inputData: true, budget: true };
  const row = await stepDb().job.findUnique({ where: { jobId }, select });
  if (!row) throw new NonRetriableError(`there is no job ${jobId}`);
  return row;
}

/**
 * Ends the job as failed with the error of the step that failed for good, else with what the engine says; not where
 * another run works on it by now.
 */
async function recordFailure({
  jobId,
  runId,
  error,
}: {
  jobId: string;
  runId: string;
  error: EngineFault;
}): Promise<void> {
  const db = stepDb();
  const row = await db.job.findUnique({ where: { jobId }, select: { error: true, runId: true } });
  if (row?.runId && row.runId !== runId) return;
  const isPoison = /^WorkerDied$/.test(error.name ?? '') || /\bworker died \d+ times\b/i.test(error.message);
  const { code, message, retryable } = isPoison
    ? new AppError('poison_pill')
    : { code: 'internal', message: error.message, retryable: true };
  const said: JobError = { code, message, retryable, step: null, attempt: null };
  await failJob(db, { jobId, error: isPoison ? said : (JobError.safeParse(row?.error).data ?? said) });
}
