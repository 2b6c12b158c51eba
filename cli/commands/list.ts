import { queueWords } from '#lib/client/queue-words.ts';
import { jobQuestion } from '#lib/job-types/job-question.ts';
import { JobStatus, type ListedJob } from '#lib/schema/job.ts';
import { defineCommand } from '../command.ts';
import { openApi } from '../open-api.ts';
import { reachProduct } from '../reach-product.ts';
import { readChoice, readNothing, readNumber } from '../read-values.ts';
import { pad, truncate } from '../terminal/display-width.ts';
import { oneLine } from '../terminal/strip-controls.ts';

const defaultLimit = 20;

/** Lists jobs, the newest first. */
export const list = defineCommand({
  name: 'list',
  usage: '[options]',
  summary: 'List jobs, the newest first',
  details: `In a pipe each line has five fields between tabs: id, status, type, time of
creation, question.`,
  options: {
    status: { type: 'string', value: 'STATUS', help: `Only jobs that are ${JobStatus.options.join(', ')}` },
    limit: {
      type: 'string',
      value: '1-100',
      help: `How many at most; ${defaultLimit} by default`,
    },
    json: { type: 'boolean', help: 'Print the answer of the API as one JSON document' },
  },
  async run({ values, positionals }, context) {
    const { screen, signal } = context;
    readNothing(positionals);
    const status = readChoice('status', { value: values.status, choices: JobStatus.options });
    const limit = readNumber('limit', { value: values.limit, min: 1, max: 100 }) ?? defaultLimit;
    const { baseUrl } = await reachProduct(context);
    const answer = await openApi(context, baseUrl).listJobs({ status, limit }, signal);
    if (values.json) {
      screen.out(`${JSON.stringify(answer, null, 2)}\n`);
      return 0;
    }
    for (const job of answer.data)
      screen.out(`${screen.isTerminal ? row(job, screen.width()) : fields(job)}\n`);
    if (answer.data.length === 0) screen.line(status ? `No job is ${status}.` : 'There is no job yet.');
    if (answer.next_cursor) screen.line('There are older jobs: --limit shows up to 100.');
    return 0;
  },
});

const row = (job: ListedJob, width: number): string =>
  truncate([job.job_id, pad(job.status, 11), inLine(job) + oneLine(jobQuestion(job))].join('  '), width);

const inLine = ({ queue }: ListedJob): string => (queue ? `${queueWords(queue)} · ` : '');

const fields = (job: ListedJob): string =>
  [job.job_id, job.status, job.job_type, job.created_at, oneLine(jobQuestion(job))].join('\t');
