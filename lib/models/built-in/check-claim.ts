import type { Quote } from '#lib/schema/quote.ts';
import type { ClaimVerdict } from '#lib/schema/verdict.ts';
import { tokenize } from '#lib/text/tokenize.ts';
import { plainText } from './plain-text.ts';

type Checked = { verdict: ClaimVerdict; reason: string };

export const wordForWord = 'It stands word for word in its quote.';

/**
 * Checks a claim against the quotes that it rests on, without understanding it: words for word it is supported; else
 * a number or negation that the quotes do not have, or too few common words, speak against it.
 */
export function checkClaim(claim: string, quotes: readonly Quote[]): Checked {
  if (quotes.length === 0) return { verdict: 'unsupported', reason: 'It names no quote.' };
  const told = plainText(claim).replace(/[.:]$/, '');
  const evidence = quotes.map(({ text }) => plainText(text));
  if (evidence.some((text) => text.includes(told))) return { verdict: 'supported', reason: wordForWord };
  return compare(told, evidence.join(' '));
}

function compare(claim: string, evidence: string): Checked {
  const words = new Set(tokenize(claim));
  const share = shareIn(words, evidence);
  if (share < 0.4) return { verdict: 'unsupported', reason: 'Few of its words stand in its quotes.' };
  const numbers = numbersOf(evidence);
  const strange = numbersOf(claim).filter((number) => !numbers.includes(number));
  if (strange.length > 0) {
    const verdict = share >= 0.6 && numbers.length > 0 ? 'contradicted' : 'unsupported';
    return { verdict, reason: `Its quotes do not have the number ${strange.join(', ')}.` };
  }
  if (share >= 0.6 && isNegated(claim) !== isNegated(closestSentence(words, evidence))) {
    return { verdict: 'contradicted', reason: 'A negation stands on one side only.' };
  }
  const lower = evidence.toLowerCase();
  const names = namesOf(claim).filter((name) => !lower.includes(name.toLowerCase()));
  if (names.length > 0) {
    return { verdict: 'partly', reason: `Its quotes do not name ${names.slice(0, 3).join(', ')}.` };
  }
  if (share < 0.75) return { verdict: 'partly', reason: 'Only some of its words stand in its quotes.' };
  return { verdict: 'supported', reason: 'Its words, numbers and names stand in its quotes.' };
}

function shareIn(words: ReadonlySet<string>, text: string): number {
  const known = new Set(tokenize(text));
  return [...words].filter((word) => known.has(word)).length / Math.max(words.size, 1);
}

/** The sentence of the evidence that says most of the claim: a negation elsewhere is about something else. */
function closestSentence(words: ReadonlySet<string>, evidence: string): string {
  const sentences = evidence.split(/(?<=[.!?])\s+/);
  const shares = sentences.map((sentence) => shareIn(words, sentence));
  return sentences[shares.indexOf(Math.max(...shares))] ?? '';
}

const numbersOf = (text: string) =>
  (text.match(/\d+(?:[.,:]\d+)*/g) ?? []).map((number) => number.replaceAll(',', ''));

const isNegated = (text: string) =>
  /\b(?:not|no|never|none|nor|without|cannot|neither)\b|n['’]t\b/i.test(text);

/** Words with a capital inside a sentence, dotted names and names in code. */
const namesOf = (text: string) =>
  text
    .match(/(?<=[\w,;:)] )[A-Z][\w-]+|\b[a-z]+[A-Z]\w*|\b\w+\.\w+\b/g)
    ?.filter((name) => !/^\d/.test(name)) ?? [];
