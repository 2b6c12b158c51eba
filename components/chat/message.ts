import type { UIMessage } from 'ai';
import type { ChatMode, JobDataParts } from '#lib/schema/conversation.ts';

/** What a person's message was sent with; of a job's answer the job. */
export type About = { job_id?: string; mode?: ChatMode; about_job_id?: string };

/** A message of the chat: a person's, or the answer of a job, whose id is the job's. */
export type Message = UIMessage<About, JobDataParts>;

/** The words of a person's message. */
export const wordsOf = ({ parts }: Message): string =>
  parts.map((part) => (part.type === 'text' ? part.text : '')).join('');

/** A person's message as it is sent and shown. */
export const messageOf = (text: string, { id, ...metadata }: About & { id: string }): Message => ({
  id,
  role: 'user',
  metadata,
  parts: [{ type: 'text', text }],
});
