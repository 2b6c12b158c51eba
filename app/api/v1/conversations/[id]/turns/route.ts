import { jsonResponse, parse, readJson, route } from '#lib/http/route.ts';
import { ChatRequest } from '#lib/schema/conversation.ts';
import { longestMessageBytes, takeMessage } from '../../../../take-message.ts';

export const dynamic = 'force-dynamic';

const NewTurn = ChatRequest.omit({ id: true });

export const { GET, POST, PUT, PATCH, DELETE, OPTIONS } = route<{ id: string }>({
  /**
   * Adds a message to a conversation, which begins with its first one: 202 and the turn with the job that answers it. The
   * same message again answers the job that it has.
   */
  POST: async (request, { params, caller }) => {
    const given = parse(NewTurn, await readJson(request, { maxBytes: longestMessageBytes }));
    const body = parse(ChatRequest, { ...given, id: params.id });
    return jsonResponse(await takeMessage(body, caller), { status: 202 });
  },
});
