'use client';
import { useQuery } from '@tanstack/react-query';
import { useMemo } from 'react';
import { api, isNotFound } from '#components/api.ts';
import type { ConversationWithTurns } from '#lib/schema/conversation.ts';
import { arrangeTurns, missingAnswers } from './arrange-turns.ts';
import { useChatFrame } from './chat-frame-context.ts';
import { loadAnswers } from './chat-transport.ts';
import type { Message } from './message.ts';
import { NoConversation } from './no-conversation.tsx';
import { ThreadLoading } from './thread-loading.tsx';
import { ThreadView } from './thread-view.tsx';

/** A conversation as it was stored, and the answers of its jobs that have ended. */
export type OpenedConversation = { conversation: ConversationWithTurns; answers: Message[] };

/** A conversation that was begun before; it is asked for where the server did not send it with the page. */
export function Conversation({
  id,
  initial,
  isBuiltIn,
}: {
  id: string;
  initial: OpenedConversation | undefined;
  isBuiltIn: boolean;
}) {
  const { find } = useChatFrame();
  const { data, error } = useQuery({
    queryKey: ['conversation', id],
    queryFn: async ({ signal }): Promise<OpenedConversation> => {
      const conversation = await api.getConversation(id, signal);
      return { conversation, answers: await loadAnswers(missingAnswers(conversation.turns, [])) };
    },
    initialData: initial,
    // Only what it begins with: from then on the thread keeps itself up to date.
    staleTime: Number.POSITIVE_INFINITY,
    gcTime: 0,
  });
  const messages = useMemo(
    () => (data ? arrangeTurns(data.conversation.turns, { answers: data.answers }) : []),
    [data],
  );
  if (!data) return error ? <NoConversation {...faultOf(error)} /> : <ThreadLoading />;
  return (
    <ThreadView
      id={id}
      title={data.conversation.title}
      jobs={data.conversation.turns.flatMap(({ job }) => job ?? [])}
      messages={messages}
      newest={find(id)?.last_job?.job_id}
      isBuiltIn={isBuiltIn}
    />
  );
}

/** Nothing for a conversation that there is not: that alone is said of it. */
const faultOf = (error: Error): { fault?: string } => (isNotFound(error) ? {} : { fault: error.message });
