import { z } from 'zod';
import { Budget } from '#lib/schema/budget.ts';
import { ChatMode, type Turn } from '#lib/schema/conversation.ts';

const Sent = z.object({ id: z.string(), text: z.string() });
/**
 * What is being typed, and the message that was sent last for as long as nobody knows whether it arrived. `mode` is null
 * until somebody chooses one; `budget` caps each answer until it is changed.
 */
export const MessageDraft = z.object({
  text: z.string().default(''),
  mode: ChatMode.nullable().default(null),
  budget: Budget.default({}),
  sent: Sent.nullable().default(null),
});
export type MessageDraft = z.infer<typeof MessageDraft>;

export const emptyDraft: MessageDraft = { text: '', mode: null, budget: {}, sent: null };

export const isEmptyDraft = ({ text, sent, budget }: MessageDraft): boolean =>
  text === '' && sent === null && !hasCap(budget);

export const hasCap = (budget: Budget): boolean => Object.keys(budget).length > 0;

/** A kept draft on a page that opens with these turns: a message that was sent and is not among them is typed again. */
export function restoreDraft(kept: MessageDraft, turns: Turn[]): MessageDraft {
  if (kept.sent === null || isTaken(kept.sent, turns)) return { ...kept, sent: null };
  return putBack(kept, kept.sent.text);
}

/** The words of a message that was not taken stand before what has been typed since. */
export const putBack = (draft: MessageDraft, words: string): MessageDraft => ({
  ...draft,
  text: draft.text === '' ? words : `${words}\n\n${draft.text}`,
  sent: null,
});

/** The draft once these turns are known: a message that is among them needs no keeping. */
export const withoutTaken = (draft: MessageDraft, turns: Turn[]): MessageDraft =>
  draft.sent && isTaken(draft.sent, turns) ? { ...draft, sent: null } : draft;

const isTaken = ({ id }: { id: string }, turns: Turn[]): boolean =>
  turns.some((turn) => turn.message_id === id);
