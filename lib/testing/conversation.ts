import { v7 as uuidv7 } from 'uuid';
import { expect } from 'vitest';
import * as chat from '#app/api/chat/route.ts';
import * as conversation from '#app/api/v1/conversations/[id]/route.ts';
import { type ChatMode, ConversationWithTurns } from '#lib/schema/conversation.ts';

export const origin = 'http://127.0.0.1:3000';
export const none = { params: Promise.resolve({}) };
export const withId = (id: string) => ({ params: Promise.resolve({ id }) });

type Asked = { id?: string; messageId?: string; text?: string; mode?: ChatMode; about_job_id?: string };
/** Sends a message as a chat does; what is not given is new or usual. */
export function ask({
  id = uuidv7(),
  messageId = uuidv7(),
  text = 'Why?',
  mode = 'answer',
  ...rest
}: Asked = {}) {
  const body = JSON.stringify({ id, message: { id: messageId, text }, mode, ...rest });
  const headers = { 'content-type': 'application/json' };
  return chat.POST(new Request(`${origin}/api/chat`, { method: 'POST', body, headers }), none);
}
/** A conversation as the API tells it. */
export const read = async (id: string) =>
  ConversationWithTurns.parse(await (await conversation.GET(new Request(origin), withId(id))).json());
/** The job of the newest message; empty while there is no conversation. */
export const newestJob = async (id: string): Promise<string> => {
  const response = await conversation.GET(new Request(origin), withId(id));
  if (response.status === 404) return '';
  const { turns } = ConversationWithTurns.parse(await response.json());
  return turns.at(-1)?.job?.job_id ?? '';
};

/** Lets a message begin a conversation; answers its id and the job. The stream is left unread. */
export async function begin(asked: Asked = {}): Promise<{ id: string; jobId: string }> {
  const id = asked.id ?? uuidv7();
  const response = await ask({ ...asked, id });
  expect(response.status).toBe(200);
  await response.body?.cancel();
  return { id, jobId: await newestJob(id) };
}
