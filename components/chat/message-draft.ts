import { z } from 'zod';
import { ChatMode } from '#lib/schema/conversation.ts';
import type { Message } from './message.ts';
import { takenMessages } from './taken-messages.ts';

const Sent = z.object({ id: z.string(), text: z.string() });
/**
 * What is being typed, and the message that was sent last for as long as nobody knows whether it arrived. `mode` is null
 * until somebody chooses one.
 */
export const MessageDraft = z.object({
  text: z.string().default(''),
  mode: ChatMode.nullable().default(null),
  sent: Sent.nullable().default(null),
});
export type MessageDraft = z.infer<typeof MessageDraft>;

export const emptyDraft: MessageDraft = { text: '', mode: null, sent: null };

export const isEmptyDraft = ({ text, sent }: MessageDraft): boolean => text === '' && sent === null;

/** A kept draft on a page that opens with these messages: one that was sent and is not among them is typed again. */
export function restoreDraft(kept: MessageDraft, messages: Message[]): MessageDraft {
  if (kept.sent === null) return kept;
  if (messages.some(({ id }) => id === kept.sent?.id)) return { ...kept, sent: null };
  return putBack(kept, kept.sent.text);
}

/** The words of a message that was not taken stand before what has been typed since. */
export const putBack = (draft: MessageDraft, words: string): MessageDraft => ({
  ...draft,
  text: draft.text === '' ? words : `${words}\n\n${draft.text}`,
  sent: null,
});

/** The draft once these messages are known: a message that has begun to be answered needs no keeping. */
export const withoutTaken = (draft: MessageDraft, messages: Message[]): MessageDraft =>
  takenMessages(messages).some(({ id }) => id === draft.sent?.id) ? { ...draft, sent: null } : draft;
