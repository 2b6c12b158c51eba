import { formatCount } from '#components/format-count.ts';
import { doing } from '#components/status/phase-words.ts';
import type { JobResult } from '#lib/job-types/job-type.ts';
import { jobTypeOf } from '#lib/job-types/job-type-of.ts';
import { readResult } from '#lib/job-types/read-result.ts';
import type { Job } from '#lib/schema/job.ts';

/** The most useful thing to say about a job in its status, in a few words. */
export function describeJob(job: Job): string {
  const kind = jobTypeOf(job).preset(job.input_data) ?? job.job_type;
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

function describeResult(job: Job): string {
  const result = readResult(job);
  const partial = result?.partial ? ' · partial' : '';
  return `${describeJudgment(job, result) ?? jobTypeOf(job).ready}${partial}`;
}

function describeJudgment(job: Job, result: JobResult | null): string | null {
  if (result?.comparison) {
    const { winner } = result.comparison;
    return winner === 'tie' ? 'Neither text is better' : `Text ${winner.toUpperCase()} is better`;
  }
  const { judge } = job;
  if (!judge) return null;
  if (judge.claims === 0) return jobTypeOf(job).noClaims;
  return `${judge.supported} of ${formatCount(judge.claims, 'claim')} supported`;
}

const describeKept = (job: Job): string =>
  jobTypeOf(job).searches || job.usage.pages > 0 ? `, ${formatCount(job.usage.pages, 'page')} kept` : '';

const atStep = (step: string | null): string => (step === null ? '' : ` (step “${step}”)`);
