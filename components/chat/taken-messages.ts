import type { Message } from './message.ts';

/** The messages that were sent in this conversation and have an answer, or the beginning of one: the server has them. */
export const takenMessages = (messages: Message[]): Message[] =>
  messages.filter((message, at) => isSent(message) && messages[at + 1]?.role === 'assistant');

/** Whether a message was written in this conversation; the question of a job that it is about was not. */
export const isSent = ({ role, metadata }: Message): boolean =>
  role === 'user' && metadata?.mode !== undefined;
