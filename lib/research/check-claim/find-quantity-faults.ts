import { alignWords, type Gap, shareOf } from './align.ts';
import type { ClaimReading } from './claim-reading.ts';
import { isReckoned, isSaid, mayShareUnit, saysQuantity } from './compare-quantities.ts';
import type { SourceSentence } from './evidence.ts';
import type { Fault } from './fault.ts';
import { isListed, type Lexicon } from './lexicon.ts';
import type { Quantity } from './quantity.ts';
import { readQuantities } from './read-quantities.ts';
import { isCurrency } from './unit-names.ts';

/** A sentence that holds so much of a claim speaks of the same thing; one that holds so much less does not. */
const sameThing = 0.6;
const lessThing = 0.25;

/** Numbers, dates, amounts and units of a claim that the evidence does not have, or has of something else. */
export function findQuantityFaults(claim: ClaimReading): Fault[] {
  const { evidence, lexicon } = claim;
  if (claim.quantities.length === 0) return [];
  // A page in another language may hold number words of the claim's.
  const more = claim.sameLanguage ? [] : readQuantities(evidence.text.slice(0, 20_000), lexicon.code);
  const known = [...evidence.quantities, ...more];
  return claim.quantities.flatMap((quantity): Fault[] => {
    if (isSaid(quantity, known)) return isOfSomethingElse(quantity, claim) ?? [];
    if (
      quantity.weak ||
      isInferred(quantity, claim) ||
      isCounted(quantity, claim) ||
      isReckonedNear(quantity, claim)
    )
      return [];
    const fault = faultOf(quantity, claim);
    // In a language without lists it may be written in words.
    if (fault.source === null && !isListed(evidence.language)) return [];
    return [fault];
  });
}

/** A day of the week or a month may follow from others ("closed on Mondays"): no fault but where another one stands for it. */
const isInferred = (quantity: Quantity, { closest: [best], quantities }: ClaimReading): boolean =>
  quantity.kind === 'date' &&
  quantity.dates.every(({ year, day }) => year === undefined && day === undefined) &&
  !(
    best &&
    best.share >= sameThing &&
    best.sentence.quantities.some(
      (other) =>
        isAlike(quantity, other) &&
        other.spanned.length === 0 &&
        !quantities.some((own) => saysQuantity(own, other)),
    )
  );

/** Whether it can be reckoned from the numbers of a sentence that speaks to the claim, and stands for none of them. */
export const isReckonedNear = (quantity: Quantity, { words, closest }: ClaimReading): boolean =>
  closest
    .slice(0, 2)
    .some(
      ({ sentence }) =>
        isReckoned(quantity, sentence.quantities) &&
        !alignWords(words, sentence.words).some((gap) => isExchange(gap, quantity, sentence)),
    );

/** Nothing but the number stands in a gap, and nothing but another one in that of the sentence. */
const isExchange = (
  { claim, source, left, right }: Gap,
  { start, end }: Quantity,
  sentence: SourceSentence,
) =>
  left !== undefined &&
  right !== undefined &&
  claim.length > 0 &&
  claim.every((word) => word.start >= start && word.end <= end) &&
  sentence.quantities.some((other) =>
    source.every((word) => word.start >= other.start && word.end <= other.end),
  );

function faultOf(quantity: Quantity, claim: ClaimReading): Fault {
  const sentences = claim.closest.filter(({ share }) => share >= 0.3).map(({ sentence }) => sentence);
  const near = sentences.flatMap(({ quantities }) => quantities);
  const sameValue = near.find(
    (other) => other.units && quantity.units && quantity.values.some((value) => other.values.includes(value)),
  );
  if (sameValue) return { kind: 'unit', claim: quantity.text, source: sameValue.text };
  const instead = near.find((other) => isAlike(quantity, other));
  return { kind: kindOf(quantity), claim: quantity.text, source: instead?.text ?? null };
}

function kindOf({ kind, units }: Quantity): Fault['kind'] {
  if (kind === 'date') return 'date';
  return units && [...units].every(isCurrency) ? 'amount' : 'number';
}

const isAlike = (one: Quantity, other: Quantity) =>
  one.kind === other.kind &&
  (one.units === null) === (other.units === null) &&
  mayShareUnit(one, other) &&
  (one.kind !== 'date' || tellsTheSamePart(one, other));
const tellsTheSamePart = ({ dates: [one] }: Quantity, { dates: [other] }: Quantity) =>
  (['year', 'month', 'weekday'] as const).some((part) => one?.[part] && other?.[part]);

/**
 * The value stands in the page, but not in the sentence that speaks of the same thing: that has another one of the
 * kind, and the sentences with the value speak of something else.
 */
function isOfSomethingElse(quantity: Quantity, claim: ClaimReading): Fault[] | undefined {
  const [best] = claim.closest;
  if (!best || best.share < sameThing || !claim.sameLanguage || quantity.weak) return undefined;
  const told = claim.words.filter(
    (word) => !claim.quantities.some(({ start, end }) => word.start >= start && word.end <= end),
  );
  const has = ({ quantities }: SourceSentence) => isSaid(quantity, quantities);
  const ranked = claim.closest.map(({ sentence }) => ({ sentence, share: shareOf(told, sentence.keys) }));
  const most = Math.max(...ranked.map(({ share }) => share));
  const withIt = Math.max(0, ...claim.evidence.sentences.filter(has).map(({ keys }) => shareOf(told, keys)));
  if (most < sameThing || withIt > most - lessThing) return undefined;
  const [nearest] = ranked.filter(({ share }) => share === most);
  const instead = nearest?.sentence.quantities.find(
    (other) => isAlike(quantity, other) && !claim.quantities.some((own) => saysQuantity(own, other)),
  );
  return instead && [{ kind: kindOf(quantity), claim: quantity.text, source: instead.text }];
}

/** "three founders" where the page lists three of them: a small number without a unit may be counted from a list. */
function isCounted(quantity: Quantity, { evidence, closest, quantities, lexicon }: ClaimReading): boolean {
  const [value = 0] = quantity.values;
  if (quantity.kind !== 'number' || quantity.units || !Number.isInteger(value) || value < 2 || value > 12)
    return false;
  const [best] = closest;
  const instead = best?.sentence.quantities.some(
    (other) => isAlike(quantity, other) && !other.weak && !quantities.some((own) => saysQuantity(own, other)),
  );
  if (instead && best && best.share >= sameThing) return false;
  return evidence.sentences.some(({ text }) => listLengths(text, lexicon).includes(value));
}

/** How many members the enumerations of a sentence have. */
function listLengths(sentence: string, lexicon: Lexicon): number[] {
  const runs = sentence.split(/[.;:()]/).map((run) => {
    const parted = run.replace(/(?<=\s)\p{L}+(?=\s)/gu, (word) =>
      lexicon.joint(word.toLowerCase()) ? ',' : word,
    );
    const members = parted.split(/[,、，和与及]/u);
    return members.filter((member) => /[\p{L}\p{N}]/u.test(member)).length;
  });
  return runs.filter((length) => length >= 3);
}
