import { parse, readJson, route, streamResponse } from '#lib/http/route.ts';
import {
  createUiMessageStream,
  uiMessageStreamHeader,
} from '#lib/log-stream/ui-message/ui-message-stream.ts';
import { ChatRequest } from '#lib/schema/conversation.ts';
import { runtime } from '#lib/server/runtime.ts';
import { longestMessageBytes, takeMessage } from '../take-message.ts';

export const dynamic = 'force-dynamic';

export const { GET, POST, PUT, PATCH, DELETE } = route(
  {
    /**
     * Adds a message to a conversation and answers the UI message stream of the job that works on it. Who goes away
     * leaves the job at work; the same message again reads it from the start.
     */
    POST: async (request, { userId }) => {
      const body = parse(ChatRequest, await readJson(request, { maxBytes: longestMessageBytes }));
      const { job } = await takeMessage(body, { userId });
      const { db, listener, streams } = runtime();
      const signal = AbortSignal.any([request.signal, streams.signal]);
      const stream = createUiMessageStream({ db, listener, jobId: job.job_id, signal });
      return streamResponse(stream, uiMessageStreamHeader);
    },
  },
  { produces: 'text/event-stream' },
);
