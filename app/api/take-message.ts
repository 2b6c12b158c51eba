import type { Caller } from '#lib/access/caller.ts';
import { addTurn, type NewTurn, type TakenTurn } from '#lib/conversations/conversations.ts';
import type { Db } from '#lib/db.ts';
import { AppError } from '#lib/errors.ts';
import { jobTypes } from '#lib/job-types/index.ts';
import { jobQuestion } from '#lib/job-types/job-question.ts';
import { jobTypeOf } from '#lib/job-types/job-type-of.ts';
import { toWire } from '#lib/jobs/job-wire.ts';
import { getJob, hasEnded } from '#lib/jobs/jobs.ts';
import type { ChatRequest } from '#lib/schema/conversation.ts';
import { checkPrices } from '#lib/server/check-prices.ts';
import { runtime } from '#lib/server/runtime.ts';
import { takeJob } from '#lib/server/take-job.ts';

export const longestMessageBytes = 64 * 1024;
const answering = jobTypes.flatMap(({ type, chat }) => (chat ? [`a ${type} job`] : []));

/** Adds a message to its conversation and starts the job that answers it; the same message again finds the job it has. */
export async function takeMessage(
  { id, message, mode, documents, budget, about_job_id: about }: ChatRequest,
  caller: Caller,
): Promise<TakenTurn> {
  const { db, config, wakeOutbox } = runtime();
  if (budget?.cost_usd !== undefined) checkPrices(runtime());
  const { userId } = caller;
  const order = {
    userId,
    conversationId: id,
    message,
    mode,
    documents,
    about: about ? await readAbout(db, { jobId: about, userId }) : undefined,
    deadlineSeconds: config.JOB_TIMEOUT_SECONDS,
    budget,
  };
  const known = await db.turn.count({ where: { conversationId: id, messageId: message.id } });
  const turn = known
    ? await addTurn(db, order)
    : (await takeJob(caller, async () => ({ turn: await addTurn(db, order), isNew: true }))).turn;
  wakeOutbox();
  return turn;
}

async function readAbout(db: Db, asked: { jobId: string; userId: string }): Promise<NewTurn['about']> {
  const row = await getJob(db, asked);
  const { chat } = jobTypeOf({ job_type: row.jobType });
  if (!chat) throw new AppError('invalid_request', `about_job_id: give ${answering.join(' or ')}.`);
  if (!hasEnded(row))
    throw new AppError(
      'conflict',
      `The job is ${row.status}; a conversation can begin with one that has ended.`,
    );
  return { jobId: row.jobId, text: jobQuestion(toWire(row)), mode: chat.mode };
}
