import type { AboutJob } from '#components/chat/new-conversation.tsx';
import { aboutMessageId } from '#components/chat/turns.ts';
import { toAppError } from '#lib/errors.ts';
import { jobQuestion } from '#lib/job-types/job-question.ts';
import { jobTypeOf } from '#lib/job-types/job-type-of.ts';
import { toWire } from '#lib/jobs/job-wire.ts';
import { getJob } from '#lib/jobs/jobs.ts';
import type { Turn } from '#lib/schema/conversation.ts';
import { isTerminal } from '#lib/schema/job.ts';
import { runtime } from '#lib/server/runtime.ts';
import { letIn } from '../read-caller.ts';
import { readAnswerLog } from './read-answer-log.ts';

/** The finished job that a conversation is to begin with; null where there is none that can be asked about. */
export async function readAbout(jobId: string): Promise<AboutJob | null> {
  const { userId } = await letIn();
  try {
    const { db } = runtime();
    const job = toWire(await getJob(db, { jobId, userId }));
    const { chat } = jobTypeOf(job);
    if (!isTerminal(job.status) || !chat) return null;
    const turn: Turn = {
      message_id: aboutMessageId(jobId),
      text: jobQuestion(job),
      mode: chat.mode,
      created_at: job.created_at,
      job,
    };
    return { turn, job, log: await readAnswerLog(db, jobId) };
  } catch (error) {
    if (toAppError(error).code === 'not_found') return null;
    throw error;
  }
}
