import type { Metadata } from 'next';
import { notFound } from 'next/navigation';
import { cache } from 'react';
import { Conversation, type OpenedConversation } from '#components/chat/conversation.tsx';
import { getConversation } from '#lib/conversations/conversations.ts';
import { toAppError } from '#lib/errors.ts';
import { runtime } from '#lib/server/runtime.ts';
import { letIn } from '../../read-caller.ts';
import { readAnswerLog } from '../read-answer-log.ts';

type Props = { params: Promise<{ id: string }> };

export async function generateMetadata({ params }: Props): Promise<Metadata> {
  const opened = await readOpened((await params).id);
  return { title: opened?.conversation.title ?? 'Chat' };
}

export default async function ConversationPage({ params }: Props) {
  const { id } = await params;
  const opened = await readOpened(id);
  if (opened === null) notFound();
  return <Conversation key={id} id={id} initial={opened} isBuiltIn={runtime().models.isBuiltIn} />;
}

/**
 * A conversation with what the logs of its jobs say, so that its page has its words in the first byte; null where there
 * is no such conversation. Where the server cannot say yet, it answers undefined and the page asks by itself.
 */
const readOpened = cache(async (id: string): Promise<OpenedConversation | null | undefined> => {
  const { userId } = await letIn();
  try {
    const { db } = runtime();
    const conversation = await getConversation(db, { conversationId: id, userId });
    const jobIds = conversation.turns.flatMap(({ job }) => (job ? [job.job_id] : []));
    const logs = await Promise.all(
      jobIds.map(async (jobId) => [jobId, await readAnswerLog(db, jobId)] as const),
    );
    return { conversation, logs: Object.fromEntries(logs) };
  } catch (error) {
    return toAppError(error).code === 'not_found' ? null : undefined;
  }
});
