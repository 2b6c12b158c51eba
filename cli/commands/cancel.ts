import { defineCommand } from '../command.ts';
import { openApi } from '../open-api.ts';
import { reachProduct } from '../reach-product.ts';
import { readJobId } from '../read-values.ts';

/** Cancels a job; one that has ended stays as it is. */
export const cancel = defineCommand({
  name: 'cancel',
  usage: 'JOB [options]',
  summary: 'Cancel a job',
  details: 'JOB is its id or the address of its page. A job that has ended is not changed.',
  options: { json: { type: 'boolean', help: 'Print the job as one JSON document' } },
  async run({ values, positionals }, context) {
    const { screen } = context;
    const jobId = readJobId(positionals);
    const { baseUrl } = await reachProduct(context);
    const job = await openApi(context, baseUrl).cancelJob(jobId);
    if (values.json) screen.out(`${JSON.stringify(job, null, 2)}\n`);
    screen.line(
      job.status === 'cancelled'
        ? `Job ${job.job_id} is cancelled.`
        : `Job ${job.job_id} had already ended: ${job.status}.`,
    );
    return 0;
  },
});
