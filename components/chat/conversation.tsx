'use client';
import { useQuery } from '@tanstack/react-query';
import { api, isNotFound } from '#components/api.ts';
import type { JobLog } from '#components/job-log/reduce-events.ts';
import type { ConversationWithTurns } from '#lib/schema/conversation.ts';
import { useChatFrame } from './chat-frame-context.ts';
import { NoConversation } from './no-conversation.tsx';
import { ThreadLoading } from './thread-loading.tsx';
import { ThreadView } from './thread-view.tsx';

/** A conversation as it was stored, and what the logs of its jobs said, by their ids. */
export type OpenedConversation = { conversation: ConversationWithTurns; logs: Record<string, JobLog> };

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
    queryFn: async ({ signal }): Promise<OpenedConversation> => ({
      conversation: await api.getConversation(id, signal),
      logs: {},
    }),
    initialData: initial,
    // Only what it begins with: from then on the thread keeps itself up to date.
    staleTime: Number.POSITIVE_INFINITY,
    gcTime: 0,
  });
  if (!data) return error ? <NoConversation {...faultOf(error)} /> : <ThreadLoading />;
  return (
    <ThreadView
      id={id}
      title={data.conversation.title}
      turns={data.conversation.turns}
      logs={data.logs}
      newestJob={find(id)?.last_job?.job_id}
      isBuiltIn={isBuiltIn}
    />
  );
}

/** Nothing for a conversation that there is not: that alone is said of it. */
const faultOf = (error: Error): { fault?: string } => (isNotFound(error) ? {} : { fault: error.message });
