import type { Quote } from '#lib/schema/quote.ts';
import type { ClaimVerdict } from '#lib/schema/verdict.ts';
import { tokenize } from '#lib/text/tokenize.ts';
import { plainText } from './plain-text.ts';

/**
 * Checks a claim against the quotes that it rests on, without understanding it: words for word it is supported; else
 * a number or negation that the quotes do not have, or too few common words, speak against it.
 */
export function checkClaim(
  claim: string,
  quotes: readonly Quote[],
): { verdict: ClaimVerdict; reason: string } {
  const told = plainText(claim).replace(/[.:]$/, '');
  const evidence = quotes.map(({ text }) => plainText(text));
  if (quotes.length === 0) return { verdict: 'unsupported', reason: 'It names no quote.' };
  if (evidence.some((text) => text.includes(told))) {
    return { verdict: 'supported', reason: 'It stands word for word in its quote.' };
  }
  return compare(told, evidence.join(' '));
}

function compare(claim: string, evidence: string): { verdict: ClaimVerdict; reason: string } {
  const words = [...new Set(tokenize(claim))];
  const known = new Set(tokenize(evidence));
  const share = words.filter((word) => known.has(word)).length / Math.max(words.length, 1);
  if (share < 0.4) return { verdict: 'unsupported', reason: 'Few of its words stand in its quotes.' };
  const strange = numbersOf(claim).filter((number) => !numbersOf(evidence).includes(number));
  if (strange.length > 0) {
    const verdict = share >= 0.6 && numbersOf(evidence).length > 0 ? 'contradicted' : 'unsupported';
    return { verdict, reason: `Its quotes do not have the number ${strange.join(', ')}.` };
  }
  if (share >= 0.6 && isNegated(claim) !== isNegated(evidence)) {
    return { verdict: 'contradicted', reason: 'A negation stands on one side only.' };
  }
  const names = namesOf(claim).filter((name) => !evidence.toLowerCase().includes(name.toLowerCase()));
  if (names.length > 0)
    return { verdict: 'partly', reason: `Its quotes do not name ${names.slice(0, 3).join(', ')}.` };
  if (share >= 0.75)
    return { verdict: 'supported', reason: 'Its words, numbers and names stand in its quotes.' };
  return { verdict: 'partly', reason: 'Only some of its words stand in its quotes.' };
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
