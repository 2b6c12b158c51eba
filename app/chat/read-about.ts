import type { AboutJob } from '#components/chat/new-conversation.tsx';
import { toAppError } from '#lib/errors.ts';
import { whoAsks } from '#lib/http/who-asks.ts';
import { jobQuestion } from '#lib/job-types/job-question.ts';
import { jobTypeOf } from '#lib/job-types/job-type-of.ts';
import { toWire } from '#lib/jobs/job-wire.ts';
import { getJob } from '#lib/jobs/jobs.ts';
import { isTerminal } from '#lib/schema/job.ts';
import { runtime } from '#lib/server/runtime.ts';
import { readAnswer } from './read-answer.ts';

/** The finished job that a conversation is to begin with; null where there is none that can be asked about. */
export async function readAbout(jobId: string): Promise<AboutJob | null> {
  try {
    const { db } = runtime();
    const job = toWire(await getJob(db, { jobId, userId: whoAsks() }));
    if (!isTerminal(job.status) || !jobTypeOf(job).chat) return null;
    const answer = await readAnswer(db, jobId);
    return answer && { job, question: jobQuestion(job), answer };
  } catch (error) {
    if (toAppError(error).code === 'not_found') return null;
    throw error;
  }
}
