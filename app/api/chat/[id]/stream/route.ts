import { findActiveJob } from '#lib/conversations/conversations.ts';
import { noContent, route } from '#lib/http/route.ts';
import { runtime } from '#lib/server/runtime.ts';
import { uiMessageResponse } from '../../../ui-message-response.ts';

export const dynamic = 'force-dynamic';

export const { GET, POST, PUT, PATCH, DELETE, OPTIONS } = route<{ id: string }>(
  {
    /** The answer that is being written in a conversation, from its start; 204 when nothing is at work in it. */
    GET: async (_request, { params, userId, signal }) => {
      const job = await findActiveJob(runtime().db, { conversationId: params.id, userId });
      return job ? uiMessageResponse({ signal }, job.jobId) : noContent();
    },
  },
  { produces: 'text/event-stream' },
);
