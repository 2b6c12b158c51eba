import { cache } from 'react';
import { missingAnswers } from '#components/chat/arrange-turns.ts';
import type { OpenedConversation } from '#components/chat/conversation.tsx';
import { getConversation } from '#lib/conversations/conversations.ts';
import { toAppError } from '#lib/errors.ts';
import { whoAsks } from '#lib/http/who-asks.ts';
import { runtime } from '#lib/server/runtime.ts';
import { readAnswer } from '../read-answer.ts';

/**
 * A conversation with the answers of its jobs that have ended, so that its page has its words in the first byte; null
 * where there is no such conversation. Where the server cannot say yet, it answers undefined and the page asks by itself.
 */
export const readOpened = cache(async (id: string): Promise<OpenedConversation | null | undefined> => {
  try {
    const { db } = runtime();
    const conversation = await getConversation(db, { conversationId: id, userId: whoAsks() });
    const answers = await Promise.all(
      missingAnswers(conversation.turns, []).map((jobId) => readAnswer(db, jobId)),
    );
    return { conversation, answers: answers.filter((answer) => answer !== null) };
  } catch (error) {
    return toAppError(error).code === 'not_found' ? null : undefined;
  }
});
