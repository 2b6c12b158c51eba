import { defineCommand } from '../command.ts';
import { outcomeOptions } from '../job-options.ts';
import { openApi } from '../open-api.ts';
import { reachProduct } from '../reach-product.ts';
import { readJobId, readTarget } from '../read-values.ts';
import { showJob } from '../run-job.ts';

/** Shows a job from its beginning to its end, whether it is running or over. */
export const watch = defineCommand({
  name: 'watch',
  usage: 'JOB [options]',
  summary: 'Watch a job: its progress and its report',
  details: 'JOB is its id or the address of its page. Ctrl-C leaves the job running.',
  options: outcomeOptions,
  async run({ values, positionals }, context) {
    const options = { json: values.json ?? false, file: readTarget(values.file, context) };
    const jobId = readJobId(positionals);
    const product = await reachProduct(context);
    const job = await openApi(context, product.baseUrl).getJob(jobId, context.signal);
    return showJob(job, { product, context, options });
  },
});
