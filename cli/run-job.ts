import { randomUUID } from 'node:crypto';
import { setTimeout as sleep } from 'node:timers/promises';
import type { z } from 'zod';
import { type ApiClient, type ApiError, isApiError } from '#lib/client/api-client.ts';
import { describeEstimate } from '#lib/client/describe-estimate.ts';
import { jobTypeOf } from '#lib/job-types/job-type-of.ts';
import type { CreateJob, Job } from '#lib/schema/job.ts';
import type { CommandContext } from './command.ts';
import { programName } from './describe-usage.ts';
import { followToEnd } from './follow-to-end.ts';
import { openApi } from './open-api.ts';
import { type Product, reachProduct } from './reach-product.ts';
import type { Screen } from './terminal/screen.ts';
import { chooseTextMode, type ReportOptions, writeOutcome } from './write-outcome.ts';

export type RunOptions = ReportOptions & {
  /** Lets a product that was started for this job run on. */
  keep: boolean;
};

/**
 * Submits a job, shows it to its end and answers the exit code. The product is started when it does not run, and then
 * stopped after the job; when this program is interrupted before, the product goes on with the job.
 */
export async function runJob(
  body: z.input<typeof CreateJob>,
  {
    context,
    options,
    estimates,
  }: {
    context: CommandContext;
    options: RunOptions;
    /** The preset whose likely use is told before the job starts. */
    estimates?: string;
  },
): Promise<number> {
  const product = await reachProduct(context, { mayStart: true });
  let isSubmitted = false;
  try {
    const api = openApi(context, product.baseUrl);
    if (estimates) await tellEstimate(api, { preset: estimates, context });
    const job = await submitJob(api, { body, signal: context.signal });
    isSubmitted = true;
    return await showJob(job, { product, context, options });
  } finally {
    await leave(product, {
      screen: context.screen,
      goesOn: options.keep || (isSubmitted && isInterrupted(context)),
    });
  }
}

/** A product that cannot say it is no reason not to start. */
async function tellEstimate(
  api: ApiClient,
  { preset, context: { screen, signal } }: { preset: string; context: CommandContext },
): Promise<void> {
  const estimate = await api.estimate(preset, signal).catch(() => null);
  if (estimate) screen.say(describeEstimate(estimate), { sign: 'Estimate', style: 'dim' });
}

/** True when the program was asked to end, and not when nobody reads its output any more. */
const isInterrupted = ({ signal, screen }: CommandContext): boolean =>
  signal.aborted && !screen.closed.aborted;

/** A product that was started here either goes on without this program or is stopped again. */
async function leave(
  { started, baseUrl }: Product,
  { screen, goesOn }: { screen: Screen; goesOn: boolean },
): Promise<void> {
  if (!started || started.hasEnded()) return;
  if (goesOn) {
    started.release();
    screen.say(`The product keeps running at ${baseUrl}; to stop it: kill ${started.pid}`);
    return;
  }
  screen.status('Stopping the product …');
  await started.stop();
  screen.status('');
  screen.say(`The product has been stopped; npm start starts it again at ${baseUrl}`);
}

/** Follows a job that is known to the product, and tells what it came to; answers the exit code. */
export async function showJob(
  job: Job,
  { product, context, options }: { product: Product; context: CommandContext; options: ReportOptions },
): Promise<number> {
  const { screen, signal } = context;
  const { baseUrl } = product;
  const api = openApi(context, baseUrl);
  const mode = chooseTextMode(screen, { json: options.json, live: jobTypeOf(job).isLive });
  const page = new URL(job.urls.page, baseUrl).href;
  screen.line(`Job      ${page}`);
  const outcome = await followToEnd({ api, job, product, screen, signal, mode });
  if (outcome) return writeOutcome(outcome, { screen, options, mode, page });
  if (!isInterrupted(context)) return 0;
  const program = programName();
  screen.line();
  screen.line('The job goes on.');
  screen.line(`  Watch it:   ${program} watch ${job.job_id}`);
  screen.line(`  Cancel it:  ${program} cancel ${job.job_id}`);
  return 1;
}

const tries = 4;

/** Submits a job once: a try that got no answer is repeated under the same Idempotency-Key. Throws `ApiError`. */
async function submitJob(
  api: ApiClient,
  { body, signal }: { body: z.input<typeof CreateJob>; signal: AbortSignal },
): Promise<Job> {
  const idempotencyKey = randomUUID();
  for (let left = tries; ; left -= 1) {
    try {
      return await api.createJob(body, { idempotencyKey });
    } catch (error) {
      if (left === 1 || !isApiError(error) || !mayPass(error)) throw error;
      await sleep((error.retryAfterSeconds ?? 1) * 1000, undefined, { signal });
    }
  }
}

const mayPass = ({ problem: { status } }: ApiError): boolean =>
  status === 0 || status === 429 || status === 503;
