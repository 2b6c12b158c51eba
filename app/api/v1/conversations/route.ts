import { ConversationFilter, listConversations } from '#lib/conversations/conversations.ts';
import { jsonResponse, parseQuery, route } from '#lib/http/route.ts';
import { runtime } from '#lib/server/runtime.ts';

export const dynamic = 'force-dynamic';

export const { GET, POST, PUT, PATCH, DELETE, OPTIONS } = route({
  /** The caller's conversations, the one that was written in last first. */
  GET: async (request, { userId }) => {
    const filter = parseQuery(ConversationFilter, request);
    return jsonResponse(await listConversations(runtime().db, { userId, filter }));
  },
});
