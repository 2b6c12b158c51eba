import { runtime } from '#inngest/runtime.ts';
import { ConversationFilter, listConversations } from '#lib/conversations.ts';
import { jsonResponse, parseQuery, route } from '#lib/route.ts';

export const dynamic = 'force-dynamic';

export const { GET, POST, PUT, PATCH, DELETE } = route({
  /** The caller's conversations, the one that was written in last first. */
  GET: async (request, { userId }) => {
    const filter = parseQuery(ConversationFilter, request);
    return jsonResponse(await listConversations(runtime().db, { userId, filter }));
  },
});
