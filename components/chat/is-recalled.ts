import type { JobLog } from '#components/job-log/reduce-events.ts';
import type { Job } from '#lib/schema/job.ts';

/** Whether an answer rests on the pages of earlier jobs alone: it was given them, cites some, and searched for none. */
export function isRecalled({ job_type, input_data }: Job, { steps, citations }: JobLog): boolean {
  const given = Array.isArray(input_data.evidence_from) && input_data.evidence_from.length > 0;
  const searched = Object.keys(steps).some((step) => step.startsWith('gather:'));
  return job_type === 'stream' && given && citations.length > 0 && !searched;
}
