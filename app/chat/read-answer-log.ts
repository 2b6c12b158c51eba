import type { JobLog } from '#components/job-log/reduce-events.ts';
import type { Db } from '#lib/db.ts';
import { readLog } from '../read-log.ts';

/** What the log of an answer's job says so far, without the list of all that happened: the chat does not show it. */
export const readAnswerLog = async (db: Db, jobId: string): Promise<JobLog> => ({
  ...(await readLog(db, jobId)),
  activity: [],
});
