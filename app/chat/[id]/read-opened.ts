import { cache } from 'react';
import type { OpenedConversation } from '#components/chat/conversation.tsx';
import { getConversation } from '#lib/conversations/conversations.ts';
import { toAppError } from '#lib/errors.ts';
import { whoAsks } from '#lib/http/who-asks.ts';
import { runtime } from '#lib/server/runtime.ts';
import { readAnswerLog } from '../read-answer-log.ts';

/**
 * A conversation with what the logs of its jobs say, so that its page has its words in the first byte; null where there
 * is no such conversation. Where the server cannot say yet, it answers undefined and the page asks by itself.
 */
export const readOpened = cache(async (id: string): Promise<OpenedConversation | null | undefined> => {
  try {
    const { db } = runtime();
    const conversation = await getConversation(db, { conversationId: id, userId: whoAsks() });
    const jobIds = conversation.turns.flatMap(({ job }) => (job ? [job.job_id] : []));
    const logs = await Promise.all(
      jobIds.map(async (jobId) => [jobId, await readAnswerLog(db, jobId)] as const),
    );
    return { conversation, logs: Object.fromEntries(logs) };
  } catch (error) {
    return toAppError(error).code === 'not_found' ? null : undefined;
  }
});
