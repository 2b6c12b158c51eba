import { defineCommand } from '../command.ts';
import { documentOption, jobOptions, readJobOptions } from '../job-options.ts';
import { readWords } from '../read-values.ts';
import { runJob } from '../run-job.ts';

/** Gives the model a prompt and shows its text word by word. */
export const stream = defineCommand({
  name: 'stream',
  usage: '"prompt" [options]',
  summary: 'Stream the text that the model writes to a prompt',
  details: `The text goes to stdout as it comes, in a pipe too. Should the model's answer be
cut off and start again with other words, the new text stands below a line;
--file and --json always get the final text alone. A prompt of - is read from
stdin. Ctrl-C leaves the job running.`,
  options: { document: documentOption, ...jobOptions },
  async run({ values, positionals }, context) {
    const options = readJobOptions(values, context);
    const prompt = await readWords(positionals, {
      missing: 'Give a prompt, such as: stream "Summarise: …"',
      context,
    });
    return runJob(
      {
        job_type: 'stream',
        input_data: { prompt, ...(values.document && { documents: values.document }) },
        priority: options.priority,
      },
      { context, options },
    );
  },
});
