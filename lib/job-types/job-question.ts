import type { Job } from '#lib/schema/job.ts';
import { jobTypeOf } from './job-type-of.ts';

/** What a job was asked, for its title; its type where its input says nothing. Titles may be long. */
export const jobQuestion = ({ job_type, input_data }: Pick<Job, 'job_type' | 'input_data'>): string =>
  jobTypeOf({ job_type }).question(input_data)?.trim() || `A ${job_type} job`;
