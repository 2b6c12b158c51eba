import type { Message } from '#components/chat/message.ts';
import type { Db } from '#lib/db.ts';
import { readEvents } from '#lib/jobs/event-log.ts';
import { foldLog } from '#lib/log-stream/ui-message/fold-log.ts';

/** More than a job has. */
const mostEvents = 10_000;

/** The answer of a job as its log tells it so far; null where nothing has happened yet. */
export const readAnswer = async (db: Db, jobId: string): Promise<Message | null> =>
  foldLog(await readEvents(db, { jobId, after: 0, limit: mostEvents }));
