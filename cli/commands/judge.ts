import path from 'node:path';
import { defineCommand } from '../command.ts';
import { jobOptions, readJobOptions } from '../job-options.ts';
import { readNothing, readTextFile } from '../read-values.ts';
import { runJob } from '../run-job.ts';
import { UsageError } from '../usage-error.ts';

/** Judges a text against sources. */
export const judge = defineCommand({
  name: 'judge',
  usage: '--text-file PATH [--source-file PATH]… [options]',
  summary: 'Judge a text against sources: three scores and each claim',
  details: 'The verdict goes to stdout. A PATH of - reads from stdin.',
  options: {
    'text-file': { type: 'string', value: 'PATH', help: 'The text to judge' },
    'source-file': {
      type: 'string',
      value: 'PATH',
      multiple: true,
      help: 'A source to judge it against; may stand several times',
    },
    ...jobOptions,
  },
  async run({ values, positionals }, context) {
    const options = readJobOptions(values, context);
    readNothing(positionals);
    const { 'text-file': textFile, 'source-file': sourceFiles = [] } = values;
    if (!textFile) throw new UsageError('Name the text to judge: --text-file PATH.');
    if ([textFile, ...sourceFiles].filter((file) => file === '-').length > 1) {
      throw new UsageError('Only one file can be read from stdin.');
    }
    const text = await readTextFile(textFile, context);
    const sources = [];
    for (const file of sourceFiles) {
      sources.push({ title: path.basename(file), text: await readTextFile(file, context) });
    }
    const input = { text, ...(sources.length > 0 && { sources }) };
    return runJob({ job_type: 'judge', input_data: input, priority: options.priority }, { context, options });
  },
});
