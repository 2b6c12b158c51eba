import { DefaultChatTransport, readUIMessageStream } from 'ai';
import type { ChatRequest } from '#lib/schema/conversation.ts';
import { breakWhenSilent } from './break-when-silent.ts';
import { type Message, wordsOf } from './message.ts';

/** The server sends a comment every 15 s: three of them missed, and the connection is dead though nobody closed it. */
const silentMs = 45_000;

/** Where messages are sent; what goes on is read below it. */
export const sendUrl = '/api/chat';

const fetchAlive: typeof fetch = async (input, init) => breakWhenSilent(await fetch(input, init), silentMs);

/**
 * How the AI SDK's chat reaches the server. What is sent is the person's last message alone, under ids that were made
 * here, so that sending it again changes nothing.
 */
export const chatTransport = new DefaultChatTransport<Message>({
  api: sendUrl,
  fetch: fetchAlive,
  prepareSendMessagesRequest: ({ id, messages }) => {
    const message = messages.findLast(({ role }) => role === 'user');
    if (!message) throw new Error('There is no message to send.');
    const { mode = 'research', about_job_id } = message.metadata ?? {};
    const body: ChatRequest = { id, message: { id: message.id, text: wordsOf(message) }, mode, about_job_id };
    return { body };
  },
});

const jobTransport = new DefaultChatTransport<Message>({
  fetch: fetchAlive,
  prepareReconnectToStreamRequest: ({ id }) => ({
    api: `/api/v1/jobs/${encodeURIComponent(id)}/stream?format=ui-message`,
  }),
});

/** The answer of a job that has ended, read from its log; undefined where there is nothing to read. */
export async function loadAnswer(jobId: string): Promise<Message | undefined> {
  const stream = await jobTransport.reconnectToStream({ chatId: jobId });
  if (!stream) return undefined;
  let answer: Message | undefined;
  for await (const message of readUIMessageStream<Message>({ stream })) answer = message;
  return answer;
}

/** The answers of jobs that have ended; those of which there is nothing to read are left out. */
export async function loadAnswers(jobIds: string[]): Promise<Message[]> {
  const answers = await Promise.all(jobIds.map(loadAnswer));
  return answers.filter((answer) => answer !== undefined);
}
