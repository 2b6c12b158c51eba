import { formatCount } from '#components/format-count.ts';
import { jobPreset } from '#components/job-question.ts';
import { doing } from '#components/status/phase-words.ts';
import type { Job } from '#lib/schema/job.ts';

/** The most useful thing to say about a job in its status, in a few words. */
export function describeJob(job: Job): string {
  const preset = jobPreset(job);
  const kind = preset === null ? job.job_type : preset;
  switch (job.status) {
    case 'pending':
      return `Waiting for its turn · ${kind}`;
    case 'in_progress':
      return `${doing(job.phase)} · ${kind}`;
    case 'waiting':
      return `The plan waits for you · ${kind}`;
    case 'complete':
      return describeVerdict(job);
    case 'failed':
      return job.error ? `${job.error.message}${atStep(job.error.step)}` : 'It failed without saying why';
    case 'cancelled':
      return `Stopped while ${doing(job.phase).toLowerCase()}, ${formatCount(job.usage.pages, 'page')} kept`;
    default:
      return job.status satisfies never;
  }
}

function describeVerdict({ judge }: Job): string {
  if (!judge) return 'The report is ready';
  if (judge.claims === 0) return 'Nothing was found';
  return `${judge.supported} of ${formatCount(judge.claims, 'claim')} supported`;
}

const atStep = (step: string | null): string => (step === null ? '' : ` (step “${step}”)`);
