import { findActiveJob } from '#lib/conversations/conversations.ts';
import { route, streamResponse } from '#lib/http/route.ts';
import {
  createUiMessageStream,
  uiMessageStreamHeader,
} from '#lib/log-stream/ui-message/ui-message-stream.ts';
import { runtime } from '#lib/server/runtime.ts';

export const dynamic = 'force-dynamic';

export const { GET, POST, PUT, PATCH, DELETE } = route<{ id: string }>(
  {
    /** The answer that is being written in a conversation, from its start; 204 when nothing is at work in it. */
    GET: async (request, { params, userId }) => {
      const { db, listener, streams } = runtime();
      const job = await findActiveJob(db, { conversationId: params.id, userId });
      if (!job) return new Response(null, { status: 204, headers: { 'cache-control': 'no-store' } });
      const signal = AbortSignal.any([request.signal, streams.signal]);
      const stream = createUiMessageStream({ db, listener, jobId: job.jobId, signal });
      return streamResponse(stream, uiMessageStreamHeader);
    },
  },
  { produces: 'text/event-stream' },
);
