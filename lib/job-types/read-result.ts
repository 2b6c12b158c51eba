import type { Job } from '#lib/schema/job.ts';
import type { JobResult } from './job-type.ts';
import { jobTypeOf } from './job-type-of.ts';

/** Reads the result of a job; null while it has none, or one in a form that is not known here. */
export const readResult = ({ job_type, result }: Pick<Job, 'job_type' | 'result'>): JobResult | null =>
  result === null ? null : jobTypeOf({ job_type }).readResult(result);
