import { decimalValue } from '#lib/text/digits.ts';
import type { LookAhead } from './look-ahead.ts';

/** The number that decimal digits of any script write at a place: `3`, `３`, `٣`, `३`. Null where none stands. */
export function digitsAt(look: LookAhead, start: number): { value: number; end: number } | null {
  return readDigits(look, start, decimalValue);
}

/** The same for raised digits: `³`, `¹²`. */
export function superscriptAt(look: LookAhead, start: number): { value: number; end: number } | null {
  return readDigits(look, start, (character) => '⁰¹²³⁴⁵⁶⁷⁸⁹'.indexOf(character));
}

function readDigits(look: LookAhead, start: number, digitOf: (character: string) => number) {
  let value = 0;
  let end = start;
  for (let next = look.at(end); next !== '' && end - start < 8; next = look.at(end)) {
    const digit = digitOf(next);
    if (digit < 0) break;
    value = value * 10 + digit;
    end += 1;
  }
  return end === start ? null : { value, end };
}
