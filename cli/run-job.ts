import type { z } from 'zod';
import { createApiClient } from '#lib/api-client.ts';
import type { CreateJob, Job } from '#lib/schema/job.ts';
import type { CommandContext } from './command.ts';
import { programName } from './describe-usage.ts';
import { followToEnd } from './follow-to-end.ts';
import { type Product, reachProduct } from './reach-product.ts';
import { submitJob } from './submit-job.ts';
import { chooseTextMode, type ReportOptions, writeOutcome } from './write-outcome.ts';

export type RunOptions = ReportOptions & {
  /** Lets a product that was started for this job run on. */
  keep: boolean;
};

/**
 * Submits a job, shows it to its end and answers the exit code. The product is started when it does not run, and then
 * stopped after the job; when this program is interrupted before, it goes on with the job.
 */
export async function runJob(
  body: z.input<typeof CreateJob>,
  { context, options }: { context: CommandContext; options: RunOptions },
): Promise<number> {
  const { screen, signal } = context;
  const product = await reachProduct(context, { mayStart: true });
  const { started, baseUrl } = product;
  let goesOn = options.keep;
  try {
    const api = createApiClient({ baseUrl });
    const job = await submitJob(api, { body, signal });
    goesOn = true;
    const code = await showJob(job, { product, context, options });
    goesOn = options.keep || signal.aborted;
    return code;
  } finally {
    if (started && goesOn) {
      started.release();
      screen.say(`The product that was started runs on at ${baseUrl}; this ends it: kill ${started.pid}`);
    } else if (started) {
      screen.status('Stopping the product …');
      await started.stop();
      screen.status('');
      screen.say(`The product is stopped again; npm start opens ${baseUrl}`);
    }
  }
}

/** Follows a job that is known to the product, and tells what it came to; answers the exit code. */
export async function showJob(
  job: Job,
  { product, context, options }: { product: Product; context: CommandContext; options: ReportOptions },
): Promise<number> {
  const { screen, signal } = context;
  const { baseUrl } = product;
  const api = createApiClient({ baseUrl });
  const mode = chooseTextMode(screen, options);
  const page = new URL(job.urls.page, baseUrl).href;
  screen.line(`Job      ${page}`);
  const outcome = await followToEnd({ api, job, product, screen, signal, mode });
  if (outcome) return writeOutcome(outcome, { screen, options, mode, page });
  const program = programName();
  screen.line();
  screen.line('The job goes on.');
  screen.line(`  Watch it:   ${program} watch ${job.job_id}`);
  screen.line(`  Cancel it:  ${program} cancel ${job.job_id}`);
  return 1;
}
