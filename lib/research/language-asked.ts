import type { ChatMessage } from '#lib/schema/chat-message.ts';
import { detectLanguage } from '#lib/text/language.ts';
import { languageOfTalk, talkOf } from '#lib/text/talk-of.ts';

/** The language that a question is asked in, else what was asked last before it: a name or a command has none. */
export function languageAsked(question: string, conversation: readonly ChatMessage[]): string | undefined {
  const asked = conversation.filter(({ role }) => role === 'user').map(({ content }) => content);
  const ofTalk = talkOf(question) ? languageOfTalk(question) : undefined;
  return ofTalk ?? [...asked, question].map(detectLanguage).findLast((language) => language !== undefined);
}
