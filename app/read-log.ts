import { emptyLog, type JobLog, reduceEvents } from '#components/job-log/reduce-events.ts';
import type { Db } from '#lib/db.ts';
import { readEvents } from '#lib/jobs/event-log.ts';

/** More than a job has; what is beyond comes by the stream. */
const mostEvents = 10_000;

/** All that a job's log says so far, so that a page has its words in the first byte. */
export const readLog = async (db: Db, jobId: string): Promise<JobLog> =>
  reduceEvents(emptyLog, await readEvents(db, { jobId, after: 0, limit: mostEvents }));
