import { realtime } from 'inngest';
import { JobUpdate, jobChannel, userChannel } from '#lib/schema/job-update.ts';

const topics = { update: { schema: JobUpdate } };

/** Where a user's pages hear of their jobs. */
export const userUpdates = realtime.channel({
  name: ({ userId }: { userId: string }) => userChannel(userId),
  topics,
});

/** Where the page of one job hears of it. */
export const jobUpdates = realtime.channel({
  name: ({ jobId }: { jobId: string }) => jobChannel(jobId),
  topics,
});
