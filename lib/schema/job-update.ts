import { z } from 'zod';
import { JobStatus } from './job.ts';

/** What wakes a client over the WebSocket: where the job stands. The log tells what happened. */
export const JobUpdate = z.object({
  type: z.literal('job_update'),
  job_id: z.string(),
  status: JobStatus,
  phase: z.string().nullable(),
  progress: z.number(),
  last_seq: z.number().int(),
});
export type JobUpdate = z.infer<typeof JobUpdate>;

/** The one topic of every channel. */
export const updateTopic = 'update';
/** The channel of all jobs of a user, and of one job. */
export const userChannel = (userId: string) => `user:${userId}`;
export const jobChannel = (jobId: string) => `job:${jobId}`;
