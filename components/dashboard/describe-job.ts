import { formatCount } from '#components/format-count.ts';
import { type JobResult, readResult } from '#components/job-log/read-result.ts';
import { doing } from '#components/status/phase-words.ts';
import { jobPreset } from '#lib/job-types/job-question.ts';
import type { Job } from '#lib/schema/job.ts';

/** The most useful thing to say about a job in its status, in a few words. */
export function describeJob(job: Job): string {
  const kind = jobPreset(job) ?? job.job_type;
  switch (job.status) {
    case 'pending':
      return `Waiting for its turn · ${kind}`;
    case 'in_progress':
      return `${doing(job)} · ${kind}`;
    case 'waiting':
      return `The plan waits for you · ${kind}`;
    case 'complete':
      return describeResult(job);
    case 'failed':
      return job.error ? `${job.error.message}${atStep(job.error.step)}` : 'It failed without saying why';
    case 'cancelled':
      return `Stopped while ${doing(job).toLowerCase()}${describeKept(job)}`;
    default:
      return job.status satisfies never;
  }
}

const ready: Record<Job['job_type'], string> = {
  research: 'The report is ready',
  stream: 'The answer is ready',
  judge: 'The judgment is ready',
};

function describeResult(job: Job): string {
  const result = readResult(job);
  const partial = result?.partial ? ' · partial' : '';
  return `${describeJudgment(job, result) ?? ready[job.job_type]}${partial}`;
}

function describeJudgment({ job_type, judge }: Job, result: JobResult | null): string | null {
  if (result?.comparison) {
    const { winner } = result.comparison;
    return winner === 'tie' ? 'Neither text is better' : `Text ${winner.toUpperCase()} is better`;
  }
  if (!judge) return null;
  if (judge.claims === 0) return job_type === 'judge' ? 'No claim was found in it' : 'Nothing was found';
  return `${judge.supported} of ${formatCount(judge.claims, 'claim')} supported`;
}

const describeKept = ({ job_type, usage }: Job): string =>
  job_type === 'research' || usage.pages > 0 ? `, ${formatCount(usage.pages, 'page')} kept` : '';

const atStep = (step: string | null): string => (step === null ? '' : ` (step “${step}”)`);
