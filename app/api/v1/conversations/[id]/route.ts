import { deleteConversation, getConversation } from '#lib/conversations/conversations.ts';
import { jsonResponse, noContent, route } from '#lib/http/route.ts';
import { runtime } from '#lib/server/runtime.ts';

export const dynamic = 'force-dynamic';

export const { GET, POST, PUT, PATCH, DELETE, OPTIONS } = route<{ id: string }>({
  /** A conversation with its turns and the jobs that answer them. */
  GET: async (_request, { params, userId }) =>
    jsonResponse(await getConversation(runtime().db, { conversationId: params.id, userId })),

  /** Removes a conversation; its jobs stay. */
  DELETE: async (_request, { params, userId }) => {
    await deleteConversation(runtime().db, { conversationId: params.id, userId });
    return noContent();
  },
});
