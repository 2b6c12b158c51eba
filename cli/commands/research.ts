import { Preset, type ResearchInput } from '#lib/job-types/research/schema.ts';
import { budgetOptions, readBudget } from '../budget-options.ts';
import { defineCommand } from '../command.ts';
import { documentOption, jobOptions, readJobOptions } from '../job-options.ts';
import { readChoice, readWords } from '../read-values.ts';
import { runJob } from '../run-job.ts';
import { readSearch, searchOptions } from '../search-options.ts';

/** Asks a question and shows the cited, judged report as it is written. */
export const research = defineCommand({
  name: 'research',
  usage: '"question" [options]',
  summary: 'Research a question: a cited, judged report',
  details: `Progress goes to stderr and the report to stdout: rendered on a terminal while
it is written, as Markdown with its list of sources in a pipe or a file. A
question of - is read from stdin. Ctrl-C leaves the job running. Before it
starts, an estimate says what such a job is likely to use; one that reaches a
--max-… ends with a report of what there is.`,
  options: {
    preset: {
      type: 'string',
      value: Preset.options.join('|'),
      help: 'How thoroughly; standard by default',
    },
    source: {
      type: 'string',
      value: 'ID',
      multiple: true,
      help: 'Ask only this source; can be given several times',
    },
    image: {
      type: 'string',
      value: 'PATH|URL',
      multiple: true,
      help: 'Look at this picture: a path in the documents folder or an address',
    },
    document: documentOption,
    ...searchOptions,
    ...budgetOptions,
    ...jobOptions,
  },
  async run({ values, positionals }, context) {
    const options = readJobOptions(values, context);
    const budget = readBudget(values);
    const preset = readChoice('preset', { value: values.preset, choices: Preset.options });
    const query = await readWords(positionals, {
      missing: 'Ask a question, such as: research "How do I stream text from a route handler?"',
      context,
    });
    const input: Partial<ResearchInput> = { query, ...(preset && { preset }) };
    if (values.source) input.sources = values.source;
    if (values.image) input.images = values.image;
    if (values.document) input.documents = values.document;
    const search = readSearch(values);
    if (search) input.search = search;
    return runJob(
      { job_type: 'research', input_data: input, priority: options.priority, ...(budget && { budget }) },
      { context, options, estimates: preset ?? 'standard' },
    );
  },
});
