import { parse, readJson, route } from '#lib/http/route.ts';
import { ChatRequest } from '#lib/schema/conversation.ts';
import { longestMessageBytes, takeMessage } from '../take-message.ts';
import { uiMessageResponse } from '../ui-message-response.ts';

export const dynamic = 'force-dynamic';

export const { GET, POST, PUT, PATCH, DELETE, OPTIONS } = route(
  {
    /**
     * Adds a message to a conversation and answers the UI message stream of the job that works on it. Who goes away
     * leaves the job at work; the same message again reads it from the start.
     */
    POST: async (request, { caller, signal }) => {
      const body = parse(ChatRequest, await readJson(request, { maxBytes: longestMessageBytes }));
      const { job } = await takeMessage(body, caller);
      return uiMessageResponse({ signal }, job.job_id);
    },
  },
  { produces: 'text/event-stream' },
);
