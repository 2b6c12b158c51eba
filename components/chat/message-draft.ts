import { z } from 'zod';
import { Budget } from '#lib/schema/budget.ts';
import { ChatMode, type Turn } from '#lib/schema/conversation.ts';

const Sent = z.object({ id: z.string(), text: z.string() });
const ChosenDocument = z.object({ id: z.string(), name: z.string() });
/** A file of one's own that answers rest on. */
export type ChosenDocument = z.infer<typeof ChosenDocument>;
/**
 * What is being typed, and the message that was sent last for as long as nobody knows whether it arrived. `mode` is null
 * until somebody chooses one; `budget` caps each answer, and `documents` are what each rests on, until they are changed.
 */
export const MessageDraft = z.object({
  text: z.string().default(''),
  mode: ChatMode.nullable().default(null),
  budget: Budget.default({}),
  documents: z.array(ChosenDocument).default([]),
  sent: Sent.nullable().default(null),
});
export type MessageDraft = z.infer<typeof MessageDraft>;

export const emptyDraft: MessageDraft = { text: '', mode: null, budget: {}, documents: [], sent: null };

export const isEmptyDraft = ({ text, sent, budget, documents }: MessageDraft): boolean =>
  text === '' && sent === null && !hasCap(budget) && documents.length === 0;

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
