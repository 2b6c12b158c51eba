import type { Unit } from './split-units.ts';

const fewestWords = 4;

type Words = Unit & { text: string };

/** Whether a sentence is one half of one that code, a table or lines stand in: "The expression … is an error." */
export function isHalf(units: readonly Words[], at: number): boolean {
  const [before, unit, after] = [units[at - 1], units[at], units[at + 1]];
  const isAround = (first: Words | undefined, between: Words | undefined, last: Words | undefined) =>
    isOpen(first) && isApart(first, between) && isShown(between) && isApart(between, last) && goesOn(last);
  return (
    isAround(units[at - 2], before, unit) ||
    isAround(unit, after, units[at + 2]) ||
    (isOpen(before) && isLong(before) && isApart(before, unit) && goesOn(unit))
  );
}

const isOpen = (unit: Words | undefined) => unit?.form === 'sentence' && !endsSentence(unit.text);
/** Whether words end as a sentence does, or as one that introduces something. */
export const endsSentence = (text: string): boolean => /[.!?…:;。！？：]["'”’»)\]*_`]*$/u.test(text);
const isShown = (unit: Words | undefined) => unit?.form === 'code' || unit?.form === 'table' || isOpen(unit);
const goesOn = (unit: Words | undefined) =>
  unit?.form === 'sentence' && /^\p{Ll}/u.test(unit.text) && endsSentence(unit.text);
/** No label and no line of a list of things to do. */
const isLong = (unit: Words | undefined) => (unit?.text.split(/\s+/).length ?? 0) >= fewestWords;
/** Whether a blank line parts two units: they are of two paragraphs. */
const isApart = (one: Words | undefined, next: Words | undefined) =>
  one !== undefined && next !== undefined && next.start - one.end > 1;
