import type { ChatMode } from '#lib/schema/conversation.ts';

export type ModeContext = {
  /** True where no model is set: the built-in one writes. */
  isBuiltIn: boolean;
  /** Whether an earlier answer of the conversation cites pages. */
  hasEvidence: boolean;
};

/** The mode of a message while nobody has chosen one: what answers best with what there is. */
export const usualMode = ({ isBuiltIn, hasEvidence }: ModeContext): ChatMode =>
  isBuiltIn && !hasEvidence ? 'research' : 'answer';

/** What a mode does, in a line. */
export function describeMode(mode: ChatMode, { isBuiltIn, hasEvidence }: ModeContext): string {
  if (mode === 'research') return 'Searches, reads, writes a report, and checks every claim of it.';
  if (hasEvidence) return 'Answers from the pages of this conversation first, with citations.';
  return isBuiltIn
    ? 'No model is set: a text in your message is summed up; a question is answered from your own documents.'
    : 'Answers at once, from what the model knows.';
}
