import { shareOf } from './align.ts';
import type { CheckedClaim } from './checked-claim.ts';
import type { ClaimReading } from './claim-reading.ts';
import { isSaid } from './compare-quantities.ts';
import type { Fault } from './fault.ts';
import { isReckonedNear } from './find-quantity-faults.ts';
import { scoreClaim } from './score-claim.ts';

/** From here on a claim counts as supported, if the page has at least a share of its telling words. */
export const supportedFrom = 0.5;
export const leastShare = 0.5;
/** With less, the page hardly speaks of it. */
const speaksFrom = 0.2;

/** A verdict from what was seen: faults first, then how far the words of claim and evidence meet. */
export function weigh(claim: ClaimReading, faults: readonly Fault[]): Omit<CheckedClaim, 'faults'> {
  if (faults.length > 0) return faulty(faults);
  if (!claim.words.some(({ content }) => content)) {
    return { verdict: 'unchecked', confidence: 0.5, reason: 'It has no words that could be compared.' };
  }
  if (!claim.sameLanguage) {
    const reason = `It is in another language than its source: ${seen(claim)}, but the words could not be compared.`;
    return { verdict: 'unchecked', confidence: 0.5, reason };
  }
  const confidence = scoreClaim(claim);
  const share = shareOf(claim.words, claim.evidence.keys);
  if (share < speaksFrom) {
    return { verdict: 'unsupported', confidence, reason: 'Hardly any of its words stand in its source.' };
  }
  if (confidence >= supportedFrom && share >= leastShare) {
    const words = share >= 0.995 ? 'Its words' : 'Most of its words';
    return { verdict: 'supported', confidence, reason: `${words} stand in its source, and ${seen(claim)}.` };
  }
  const reason = `Said in other words than its source: ${seen(claim)}, but whether the words mean the same could not be seen.`;
  return { verdict: 'unchecked', confidence, reason };
}

/** What was compared, said only where there was something to compare. */
function seen(claim: ClaimReading): string {
  const numbers = claim.quantities.filter(({ weak }) => !weak);
  const rest = numbers.filter((one) => !isSaid(one, claim.evidence.quantities));
  if (numbers.length > 0 && rest.length === 0) return 'its numbers stand there';
  return rest.length > 0 && rest.every((one) => isReckonedNear(one, claim))
    ? 'its numbers stand there or can be reckoned from those that do'
    : 'no number, name or negation speaks against it';
}

function faulty(faults: readonly Fault[]): Omit<CheckedClaim, 'faults'> {
  const isContradicted = faults.some(({ source }) => source !== null);
  const said = faults.slice(0, 3).map(describe).join(' ');
  return { verdict: isContradicted ? 'contradicted' : 'unsupported', confidence: 0.05, reason: said };
}

function describe({ kind, claim, source }: Fault): string {
  if (kind === 'negation') return `A negation stands on one side only (“${claim}”).`;
  if (kind === 'role') return `Who does what is the other way round: “${claim}” against “${source}”.`;
  const what = names[kind];
  return source === null
    ? `Its source does not have ${what} “${claim}”.`
    : `It says “${claim}” where its source says “${source}”.`;
}

const names: Record<Exclude<Fault['kind'], 'negation' | 'role'>, string> = {
  number: 'the number',
  date: 'the date',
  amount: 'the amount',
  unit: 'the unit of',
  name: 'the name',
  quantifier: 'the restriction',
  opposite: 'the word',
};
