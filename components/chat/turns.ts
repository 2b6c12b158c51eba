import type { Turn } from '#lib/schema/conversation.ts';

const aboutPrefix = 'job:';

/** The id of the message that stands for the question of a job which a conversation begins with. */
export const aboutMessageId = (jobId: string): string => `${aboutPrefix}${jobId}`;

/** The turns that were written in this conversation: the question of a job that it is about was not. */
export const writtenTurns = (turns: Turn[]): Turn[] =>
  turns.filter(({ message_id: id }) => !id.startsWith(aboutPrefix));

/** The turns as the server has them, and after them those that it took since it was asked. */
export function mergeTurns(known: Turn[], fresh: Turn[]): Turn[] {
  const ids = new Set(fresh.map(({ message_id: id }) => id));
  return [...fresh, ...known.filter(({ message_id: id }) => !ids.has(id))];
}

/** The turns with one that the server has taken; it may be there already. */
export const addTurn = (known: Turn[], turn: Turn): Turn[] =>
  known.some(({ message_id: id }) => id === turn.message_id) ? known : [...known, turn];
