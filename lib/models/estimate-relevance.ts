import type { Quote } from '#lib/schema/quote.ts';
import type { Score } from '#lib/schema/verdict.ts';
import { absentNames } from '#lib/text/absent-names.ts';
import { nearInMeaning, underHeading } from '#lib/text/near-in-meaning.ts';
import { shareIn } from '#lib/text/telling-words.ts';
import { termsAbove } from '#lib/text/terms-above.ts';
import { tokenize } from '#lib/text/tokenize.ts';

/** A part of a question: what it asks, its telling words, and the names in it. */
export type AskedPart = { asks: string; all: readonly string[]; names: readonly string[] };

/** What an estimate looks at: how near the nearest quote is in meaning, names that no quote has, parts of the question. */
export type RelevanceSigns = { near: number; absent: number; parts: number };

/** Fitted by `npm run bench -- relevance`, see bench/data/README.md. */
const weights = { bias: -5.8, near: 7, absent: -0.88, parts: 0.84 };
/** Below these chances quotes are about something else, or no more than the closest ones. */
export const leastChance = { closest: 0.25, answer: 0.4 };
/** Of answers with a quote that has most words of the question in or above it, so many had what was asked for. */
const mostWords = { share: 0.65, chance: 0.6 };

/** Null for a question in another language than English, and where no word is known: there is nothing to look at. */
export function relevanceSigns(
  question: string,
  { parts, quotes }: { parts: readonly AskedPart[]; quotes: readonly Quote[] },
): RelevanceSigns | null {
  const asks = parts.length === 1 ? (parts[0]?.asks ?? question) : question;
  const texts = quotes.map((quote) => (quote.form === 'sentence' ? quote.text : underHeading(quote)));
  const [near = []] = nearInMeaning([asks], texts);
  if (near.every((one) => one === 0)) return null;
  const names = parts.flatMap((part) => part.names);
  const absent = absentNames(names, quotes.map(textOf));
  return { near: Math.max(...near), absent: absent.length, parts: parts.length };
}

/** How likely word-for-word quotes have what is asked for, from 0 to 1: so many of the answers measured had it; null where it cannot be told. */
export function chanceOfAnswer(
  question: string,
  given: { parts: readonly AskedPart[]; quotes: readonly Quote[] },
): number | null {
  const signs = relevanceSigns(question, given);
  if (!signs) return null;
  const { bias, near, absent, parts } = weights;
  const odds = bias + near * signs.near + absent * signs.absent + parts * signs.parts;
  const chance = 1 / (1 + Math.exp(-odds));
  return hasMostWords(given, chance) ? Math.max(chance, mostWords.chance) : chance;
}

/** Whether a quote has all names and most words of a part; of a part without names only where it is not far in meaning. */
function hasMostWords(
  { parts, quotes }: { parts: readonly AskedPart[]; quotes: readonly Quote[] },
  chance: number,
): boolean {
  return quotes.some((quote) => {
    const words = new Set([...tokenize(quote.text), ...termsAbove(quote)]);
    return parts.some(
      ({ all, names }) =>
        shareIn(all, words) >= mostWords.share &&
        absentNames(names, [textOf(quote)]).length === 0 &&
        (names.length > 0 || chance >= leastChance.closest),
    );
  });
}

const textOf = ({ title, heading, text }: Quote) => [title, ...heading, text].join('\n');

/** The same as a score that says what it is: no judgment. */
export function estimateRelevance(
  question: string,
  given: { parts: readonly AskedPart[]; quotes: readonly Quote[] },
): Score | null {
  const chance = chanceOfAnswer(question, given);
  if (chance === null) return null;
  const inHundred = Math.round(100 * chance);
  const reason = `An estimate: of answers whose quotes were as near to their question as here, ${inHundred} in 100 had what was asked for.`;
  return { score: inHundred / 100, reason };
}
