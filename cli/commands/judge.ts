import path from 'node:path';
import type { GivenSource, JudgeInput } from '#lib/job-types/judge/schema.ts';
import { defineCommand } from '../command.ts';
import { jobOptions, readJobOptions } from '../job-options.ts';
import { readNothing, readTextFile } from '../read-values.ts';
import { runJob } from '../run-job.ts';
import { UsageError } from '../usage-error.ts';

/** Judges a text against sources. */
export const judge = defineCommand({
  name: 'judge',
  usage: '--text-file PATH [options]',
  summary: 'Judge a text against sources, or compare two texts',
  details: 'The verdict goes to stdout. A PATH of - reads from stdin.',
  options: {
    'text-file': { type: 'string', value: 'PATH', help: 'The text to judge' },
    'other-file': { type: 'string', value: 'PATH', help: 'A second text to compare it with' },
    question: { type: 'string', value: 'TEXT', help: 'What the text should answer' },
    'source-file': {
      type: 'string',
      value: 'PATH',
      multiple: true,
      help: 'A source to judge by; can be given several times',
    },
    'source-url': {
      type: 'string',
      value: 'URL',
      multiple: true,
      help: 'A page to judge by; can be given several times',
    },
    ...jobOptions,
  },
  async run({ values, positionals }, context) {
    const options = readJobOptions(values, context);
    readNothing(positionals);
    const { 'text-file': textFile, 'other-file': otherFile, question } = values;
    const { 'source-file': sourceFiles = [], 'source-url': urls = [] } = values;
    if (!textFile) throw new UsageError('Say which text to judge: --text-file PATH.');
    if ([textFile, otherFile, ...sourceFiles].filter((file) => file === '-').length > 1) {
      throw new UsageError('Only one file can be read from stdin.');
    }
    const text = await readTextFile(textFile, context);
    const input: JudgeInput = otherFile
      ? { text_a: text, text_b: await readTextFile(otherFile, context) }
      : { text };
    const sources: GivenSource[] = urls.map((url) => ({ url }));
    for (const file of sourceFiles) {
      sources.push({ title: path.basename(file), text: await readTextFile(file, context) });
    }
    if (sources.length > 0) input.sources = sources;
    if (question) input.question = question;
    return runJob({ job_type: 'judge', input_data: input, priority: options.priority }, { context, options });
  },
});
