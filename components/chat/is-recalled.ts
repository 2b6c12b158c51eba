import type { JobLog } from '#components/job-log/reduce-events.ts';
import { jobTypeOf } from '#lib/job-types/job-type-of.ts';
import type { Job } from '#lib/schema/job.ts';

/** Whether an answer rests on the pages of earlier jobs alone: it was given them, cites some, and searched for none. */
export function isRecalled(job: Job, { steps, citations }: JobLog): boolean {
  const { evidence_from } = job.input_data;
  const given = Array.isArray(evidence_from) && evidence_from.length > 0;
  const searched = Object.values(steps).some(({ sourceId }) => sourceId !== null);
  return jobTypeOf(job).chat?.recalls === true && given && citations.length > 0 && !searched;
}
