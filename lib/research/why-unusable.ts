import type { Quote } from '#lib/schema/quote.ts';
import { readWritten } from './read-written.ts';

/**
 * Why a text that a model wrote cannot be used at all, as people read it; null where it can: it is empty, refuses, says
 * the same again and again, or is in another language than was asked for.
 */
export function whyUnusable({
  text,
  language,
  quotes,
}: {
  text: string;
  language: string | undefined;
  quotes: readonly Quote[];
}): string | null {
  const quoteNumbers = new Set(quotes.map(({ number }) => number));
  const words = readWritten(text, { quoteNumbers }).markdown.trim();
  if (!/[\p{L}\p{N}]/u.test(words)) return 'The model wrote nothing';
  if (isRefusal(words) && !hasMark(text)) return 'The model refused to write';
  if (repeatsItself(words)) return 'The model wrote the same again and again';
  if (language && isOtherScript(words, language)) return 'The model wrote in another language';
  return null;
}

const hasMark = (text: string): boolean => /[[【]\^?q?\d/i.test(text);

/** Short, and about not being able or willing to. */
function isRefusal(words: string): boolean {
  if (words.length > 400) return false;
  return /\b(?:I(?:'|’)?m sorry|I am sorry|I can(?:no|')t|I can’t|I(?:'|’)?m unable|as an AI)\b|无法(?:协助|提供|回答)|申し訳|tut mir leid|je suis désolé|lo siento/i.test(
    words,
  );
}

/** One line or sentence of some length makes up more than half of a longer text. */
function repeatsItself(words: string): boolean {
  const pieces = words.split(/(?<=[.!?。！？])\s*|\n+/).filter((piece) => piece.trim().length > 12);
  if (pieces.length < 6) return false;
  const counts = new Map<string, number>();
  for (const piece of pieces) counts.set(piece, (counts.get(piece) ?? 0) + 1);
  return Math.max(...counts.values()) > pieces.length / 2;
}

const scripts: Record<string, RegExp> = {
  zh: /\p{Script=Han}/gu,
  ja: /[\p{Script=Han}\p{Script=Hiragana}\p{Script=Katakana}]/gu,
  ko: /\p{Script=Hangul}/gu,
  ar: /\p{Script=Arabic}/gu,
  he: /\p{Script=Hebrew}/gu,
  hi: /\p{Script=Devanagari}/gu,
  ru: /\p{Script=Cyrillic}/gu,
  th: /\p{Script=Thai}/gu,
};

/** Less than a fifth of the letters of prose are of the language's script. */
function isOtherScript(words: string, language: string): boolean {
  const prose = words.replace(/```[\s\S]*?```|`[^`]*`/g, '');
  const letters = prose.match(/\p{L}/gu)?.length ?? 0;
  if (letters < 80) return false;
  const own = scripts[language.slice(0, 2)];
  const latin = prose.match(/\p{Script=Latin}/gu)?.length ?? 0;
  if (own) return (prose.match(own)?.length ?? 0) < letters / 5;
  return latin < letters / 5;
}
