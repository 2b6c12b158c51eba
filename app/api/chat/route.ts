import { addTurn, type NewTurn } from '#lib/conversations/conversations.ts';
import type { Db } from '#lib/db.ts';
import { AppError } from '#lib/errors.ts';
import { parse, readJson, route, streamResponse } from '#lib/http/route.ts';
import { jobTypes } from '#lib/job-types/index.ts';
import { jobQuestion } from '#lib/job-types/job-question.ts';
import { jobTypeOf } from '#lib/job-types/job-type-of.ts';
import { toWire } from '#lib/jobs/job-wire.ts';
import { getJob, hasEnded } from '#lib/jobs/jobs.ts';
import {
  createUiMessageStream,
  uiMessageStreamHeader,
} from '#lib/log-stream/ui-message/ui-message-stream.ts';
import { ChatRequest } from '#lib/schema/conversation.ts';
import { runtime } from '#lib/server/runtime.ts';

export const dynamic = 'force-dynamic';

const maxBodyBytes = 64 * 1024;
const answering = jobTypes.flatMap(({ type, chat }) => (chat ? [`a ${type} job`] : []));

export const { GET, POST, PUT, PATCH, DELETE } = route(
  {
    /**
     * Adds a message to a conversation and answers the UI message stream of the job that works on it. Who goes away
     * leaves the job at work; the same message again reads it from the start.
     */
    POST: async (request, { userId }) => {
      const { db, listener, streams, config, wakeOutbox } = runtime();
      const body = parse(ChatRequest, await readJson(request, { maxBytes: maxBodyBytes }));
      const { jobId } = await addTurn(db, {
        userId,
        conversationId: body.id,
        message: body.message,
        mode: body.mode,
        about: body.about_job_id ? await readAbout(db, { jobId: body.about_job_id, userId }) : undefined,
        deadlineSeconds: config.JOB_TIMEOUT_SECONDS,
      });
      wakeOutbox();
      const signal = AbortSignal.any([request.signal, streams.signal]);
      return streamResponse(createUiMessageStream({ db, listener, jobId, signal }), uiMessageStreamHeader);
    },
  },
  { produces: 'text/event-stream' },
);

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
