import type { Unit } from './split-units.ts';

const fewestWords = 4;
const mostBetween = 8;

type Words = Unit & { text: string };

/** Whether a sentence is one half of one that code, a table or lines stand in: "The expression … is an error." */
export function isHalf(units: readonly Words[], at: number): boolean {
  const unit = units[at];
  if (goesOn(unit)) {
    let first = at - 1;
    while (at - first <= mostBetween && isShown(units[first]) && isOpen(units[first - 1])) first -= 1;
    while (at - first <= mostBetween && isBlock(units[first])) first -= 1;
    const isNext = first === at - 1;
    return (
      isOpen(units[first]) &&
      isApart(units[first], units[first + 1]) &&
      isApart(units[at - 1], unit) &&
      (!isNext || isLong(units[first]))
    );
  }
  if (!isOpen(unit) || !isApart(unit, units[at + 1])) return false;
  let last = at + 1;
  while (last - at <= mostBetween && isShown(units[last])) last += 1;
  return last > at + 1 && goesOn(units[last]) && isApart(units[last - 1], units[last]);
}

const isOpen = (unit: Words | undefined) => unit?.form === 'sentence' && !endsSentence(unit.text);
/** Whether words end as a sentence does, or as one that introduces something. */
export const endsSentence = (text: string): boolean => /[.!?…:;。！？：]["'”’»)\]*_`]*$/u.test(text);
const isBlock = (unit: Words | undefined) => unit !== undefined && unit.form !== 'sentence';
const isShown = (unit: Words | undefined) => isBlock(unit) || isOpen(unit);
const goesOn = (unit: Words | undefined) =>
  unit?.form === 'sentence' && /^\p{Ll}/u.test(unit.text) && endsSentence(unit.text);
/** No label and no line of a list of things to do. */
const isLong = (unit: Words | undefined) => (unit?.text.split(/\s+/).length ?? 0) >= fewestWords;
/** Whether a blank line parts two units: they are of two paragraphs. */
const isApart = (one: Words | undefined, next: Words | undefined) =>
  one !== undefined && next !== undefined && next.start - one.end > 1;
