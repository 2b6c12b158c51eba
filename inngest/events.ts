import { eventType } from 'inngest';
import { z } from 'zod';

/**
 * What asks the engine to work on a job. Events carry ids, user and priority, never the input; `fence` where an earlier
 * run was lost.
 */
export const jobRequested = (type: string) =>
  eventType(`job/${type}.requested`, {
    schema: z.object({
      job_id: z.string(),
      user_id: z.string(),
      priority: z.number().int().min(0).max(10),
      fence: z.number().int().optional(),
    }),
  });

/** What takes a cancelled job's run away from the engine. */
export const jobCancelled = eventType('job/cancelled', { schema: z.object({ job_id: z.string() }) });

/** What wakes a run whose plan was approved; the plan itself stands in the database. */
export const planApproved = eventType('job/plan.approved', { schema: z.object({ job_id: z.string() }) });
