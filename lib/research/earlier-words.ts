import type { ChatMessage } from '#lib/schema/chat-message.ts';
import { asksForMore } from '#lib/text/asks-for-more.ts';
import { talkOf } from '#lib/text/talk-of.ts';
import { tokenize } from '#lib/text/tokenize.ts';
import { standsAlone } from './stands-alone.ts';

const mostWords = 16;

/**
 * The words that a follow-up leaves out, since they were said before: those of the last question that stands by itself,
 * of what was asked since, and of the headings of the last answer; thanks and the like ask nothing. Empty for a question that
 * needs none of them.
 */
export function earlierWords({
  question,
  conversation,
}: {
  question: string;
  conversation: readonly ChatMessage[];
}): string {
  if (standsAlone(question)) return '';
  const texts: string[] = [];
  const asked = conversation.filter(({ role, content }) => role === 'user' && !talkOf(content));
  for (const { content } of asked.reverse()) {
    texts.push(content);
    if (standsAlone(content)) break;
  }
  const answer = conversation.findLast(({ role }) => role === 'assistant')?.content ?? '';
  texts.push(...[...answer.matchAll(/^#{1,6} +(.+)$/gm)].map(([, heading = '']) => heading));
  return newWords(texts.join(' '), question);
}

/** A message that asks for more, or an example, of what was said before it as a question with the words that it is about. */
export function spellOut({
  question,
  conversation,
}: {
  question: string;
  conversation: readonly ChatMessage[];
}): string {
  const asked = conversation.filter(({ role }) => role === 'user');
  const earlier = asksForMore(question) ? earlierWords({ question, conversation: asked }) : '';
  return earlier ? `${question.replace(/[\s.!?。？！]+$/u, '')}: ${earlier}` : question;
}

/** What these words count for beside the question's own, wherever pages, sections and sentences are ranked. */
export const earlierShare = 0.4;

/** The words that carry a meaning which the question does not have, each once. */
function newWords(text: string, question: string): string {
  const known = new Set(tokenize(question));
  const words = text.split(/\s+/).flatMap((written) => {
    const word = written.replace(/^[("'“`*]+|[)"'”`*?!,;:.]+$/g, '');
    const terms = tokenize(word).filter((term) => !known.has(term));
    for (const term of terms) known.add(term);
    return terms.length > 0 ? [word] : [];
  });
  return words.slice(0, mostWords).join(' ');
}
