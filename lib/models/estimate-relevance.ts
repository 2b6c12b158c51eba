import type { Quote } from '#lib/schema/quote.ts';
import type { Score } from '#lib/schema/verdict.ts';
import { chanceOfAnswer, underHeading } from '#lib/text/near-in-meaning.ts';

/**
 * How likely quotes have what an English question asks for, as the meaning of their words tells it: no judgment, and said
 * to be none. Null for a question in another language.
 */
export function estimateRelevance(question: string, quotes: readonly Quote[]): Score | null {
  const chance = chanceOfAnswer(question, quotes.map(underHeading));
  if (chance === undefined) return null;
  const inHundred = Math.round(100 * chance);
  const reason = `An estimate: of answers with a quote as near to their question as here, ${inHundred} in 100 had what was asked for.`;
  return { score: inHundred / 100, reason };
}
