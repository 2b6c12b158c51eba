import type { Turn } from '#lib/schema/conversation.ts';
import { isTerminal } from '#lib/schema/job.ts';
import { unsentOf } from './arrange-turns.ts';
import type { Message } from './message.ts';

/**
 * What brings a conversation forward once it was asked for: its last message is sent (again), or taken back; the answer
 * is read on, or read from its job; it is told that the conversation is gone; or nothing is left to do.
 */
export type Next = 'send' | 'take_back' | 'read_on' | 'read_job' | 'tell_deleted' | 'nothing';

/**
 * Decides by what the server has of a conversation, null where it has none. A message that the server does not have goes
 * to it, unless it was stopped meanwhile, or the conversation is one that was there before: then somebody deleted it, and
 * perhaps this message with it.
 */
export function decideNext({
  turns,
  messages,
  hasBegun,
  isStopped,
}: {
  turns: Turn[] | null;
  messages: Message[];
  /** The server has had this conversation before. */
  hasBegun: boolean;
  isStopped: boolean;
}): Next {
  // Its job goes on without the conversation.
  if (turns === null && messages.at(-1)?.role === 'assistant') return 'read_job';
  if (unsentOf(turns ?? [], messages).length > 0) {
    if (isStopped) return 'take_back';
    return turns === null && hasBegun ? 'tell_deleted' : 'send';
  }
  const job = turns?.at(-1)?.job;
  return job && !isTerminal(job.status) ? 'read_on' : 'nothing';
}
