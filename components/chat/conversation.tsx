'use client';
import { useQuery } from '@tanstack/react-query';
import Link from 'next/link';
import { useMemo } from 'react';
import { api } from '#components/api.ts';
import { PageMessage } from '#components/page-message.tsx';
import { buttonClass } from '#components/ui/button.tsx';
import { ApiError } from '#lib/api-client.ts';
import type { ConversationWithTurns } from '#lib/schema/conversation.ts';
import { arrangeTurns, missingAnswers } from './arrange-turns.ts';
import { useChatFrame } from './chat-frame-context.ts';
import { loadAnswer } from './chat-transport.ts';
import type { Message } from './message.ts';
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
      const answers = await Promise.all(missingAnswers(conversation.turns, []).map(loadAnswer));
      return { conversation, answers: answers.filter((answer) => answer !== undefined) };
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
  if (!data) return error ? <ConversationMissing error={error} /> : <ThreadLoading />;
  return (
    <ThreadView
      id={id}
      title={data.conversation.title}
      turns={data.conversation.turns}
      messages={messages}
      newest={find(id)?.last_job?.job_id}
      isBuiltIn={isBuiltIn}
    />
  );
}

/** What stands in the place of a conversation that there is not, or that could not be loaded. */
function ConversationMissing({ error }: { error: Error }) {
  const unknown = error instanceof ApiError && error.problem.status === 404;
  return (
    <PageMessage
      title={unknown ? 'There is no such conversation' : 'The conversation could not be loaded'}
      detail={unknown ? 'The address may be mistyped, or it was deleted.' : error.message}
    >
      <Link href="/chat" className={buttonClass('primary')}>
        Begin a new one
      </Link>
    </PageMessage>
  );
}
