import type { Turn } from '#lib/schema/conversation.ts';
import { isTerminal } from '#lib/schema/job.ts';
import { hasEnded } from './further.ts';
import { type Message, messageOf } from './message.ts';

/**
 * The messages of a conversation: its turns with the answers that are known, and after them a message that is on its
 * way. An answer that is not known yet is left out; for a job that was erased stands one that is empty. Without any turn
 * the messages stay as they are: a conversation that has not arrived may be about a job.
 */
export function arrangeTurns(
  turns: Turn[],
  { messages = [], answers = [] }: { messages?: Message[]; answers?: Message[] },
): Message[] {
  if (turns.length === 0) return messages;
  const known = new Map([...messages, ...answers].map((message) => [message.id, message]));
  const told = turns.flatMap(({ message_id: id, text, mode, job }) => {
    const answer = job === null ? erased(id) : known.get(job.job_id);
    return [messageOf(text, { id, mode }), ...(answer ? [answer] : [])];
  });
  return [...told, ...unsentOf(turns, messages)];
}

/** The person's last message, where the conversation does not have it yet, and what follows it. */
export function unsentOf(turns: Turn[], messages: Message[]): Message[] {
  const at = messages.findLastIndex(({ role }) => role === 'user');
  const last = messages[at];
  return last && turns.every((turn) => turn.message_id !== last.id) && last.metadata?.mode
    ? messages.slice(at)
    : [];
}

/** The jobs that have ended and whose answer is not known to its end. */
export function missingAnswers(turns: Turn[], messages: Message[]): string[] {
  const whole = new Set(messages.filter(hasEnded).map(({ id }) => id));
  return turns.flatMap(({ job }) =>
    job && isTerminal(job.status) && !whole.has(job.job_id) ? [job.job_id] : [],
  );
}

/** Whether the last word is a person's, or an answer that goes on. */
export function isAnswering(messages: Message[]): boolean {
  const last = messages.at(-1);
  if (!last) return false;
  return last.role === 'user' || !(isErased(last) || hasEnded(last));
}

const erasedPrefix = 'erased:';
const erased = (messageId: string): Message => ({
  id: `${erasedPrefix}${messageId}`,
  role: 'assistant',
  parts: [],
});

/** Whether the job of this answer is there no more. */
export const isErased = ({ id }: Message): boolean => id.startsWith(erasedPrefix);
