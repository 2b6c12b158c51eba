import { cache } from 'react';
import { toAppError } from '#lib/errors.ts';
import { whoAsks } from '#lib/http/who-asks.ts';
import { readEvents } from '#lib/jobs/event-log.ts';
import { toWire } from '#lib/jobs/job-wire.ts';
import { getJob } from '#lib/jobs/jobs.ts';
import type { JobEvent } from '#lib/schema/event.ts';
import type { Job } from '#lib/schema/job.ts';
import { runtime } from '#lib/server/runtime.ts';

/** More than a research job has; what is beyond comes by the stream. */
const mostEvents = 2000;

/**
 * A job with what happened so far, so that its page has its words in the first byte; null where there is no such job.
 * Where the server cannot say yet, it answers undefined and the page asks by itself.
 */
export const readInitialJob = cache(
  async (id: string): Promise<{ job: Job; events: JobEvent[] } | null | undefined> => {
    try {
      const { db } = runtime();
      const job = toWire(await getJob(db, { jobId: id, userId: whoAsks() }));
      const events = await readEvents(db, { jobId: id, after: 0, limit: mostEvents });
      return { job, events };
    } catch (error) {
      return toAppError(error).code === 'not_found' ? null : undefined;
    }
  },
);
