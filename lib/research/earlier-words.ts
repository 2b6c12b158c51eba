import type { ChatMessage } from '#lib/schema/chat-message.ts';
import { tokenize } from '#lib/text/tokenize.ts';

/** Words that may stand for something said before. */
const standsFor =
  /\b(?:it|its|they|them|their|theirs|this|that|these|those|he|she|him|her|his|ones?|there|former|latter|such|same|both|either|neither|above|first|second|third|last|others?|another)\b/i;
const goesOn = /^\W*(?:and|but|or|so|then|also|why|what about|how about)\b/i;
/** A question of fewer terms may mean anything. */
const fewTerms = 3;
const mostWords = 16;

/**
 * The words that a follow-up leaves out, since they were said before: those of the last question that stands by itself,
 * of what was asked since, and of the headings of the last answer. Empty for a question that needs none of them.
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
  for (const { content } of conversation.filter(({ role }) => role === 'user').reverse()) {
    texts.push(content);
    if (standsAlone(content)) break;
  }
  const answer = conversation.findLast(({ role }) => role === 'assistant')?.content ?? '';
  texts.push(...[...answer.matchAll(/^#{1,6} +(.+)$/gm)].map(([, heading = '']) => heading));
  return newWords(texts.join(' '), question);
}

/** What these words count for beside the question's own, wherever pages, sections and sentences are ranked. */
export const earlierShare = 0.4;

function standsAlone(question: string): boolean {
  return new Set(tokenize(question)).size > fewTerms && !standsFor.test(question) && !goesOn.test(question);
}

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
