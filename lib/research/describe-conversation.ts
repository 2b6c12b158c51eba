import type { ChatMessage } from '#lib/schema/chat-message.ts';

/** What was said before a question as a model reads it, with an empty line after it; nothing where nothing was said. */
export function describeConversation(conversation: readonly ChatMessage[]): string {
  if (conversation.length === 0) return '';
  const said = conversation.map(({ role, content }) => `${role}: ${content}`).join('\n\n');
  return `What was said before the question:\n<conversation>\n${said}\n</conversation>\n\n`;
}
