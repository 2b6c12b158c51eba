import { z } from 'zod';
import { jobTypes } from './index.ts';
import { defineJobType, type JobType } from './job-type.ts';

/** The name of a job type that there is. */
export const JobTypeName = z.enum(jobTypes.map(({ type }) => type));
export type JobTypeName = z.infer<typeof JobTypeName>;

/** The type of a job; what is not known here, such as a type of a later version, is told in the plainest words. */
export const jobTypeOf = ({ job_type }: { job_type: string }): JobType =>
  jobTypes.find(({ type }) => type === job_type) ?? defineJobType({ type: job_type, input: z.never() });
