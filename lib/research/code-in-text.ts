import { afterWord, endOfLine, type LookAhead } from './look-ahead.ts';

/** The signs that open a block of code: as many or more of them close it. */
export type Fence = { sign: string; length: number };

/** The line that opens a block of code, with its language in lower case; null for another line. */
export function readFenceOpening(
  look: LookAhead,
  start: number,
): { fence: Fence; info: string; end: number } | null {
  const { sign, length, after } = signsOf(look, start);
  if ((sign !== '`' && sign !== '~') || length < 3) return null;
  const end = endOfLine(look, after);
  const info = look.text.slice(after, end).trim();
  return info.includes('`') ? null : { fence: { sign, length }, info: info.toLowerCase(), end };
}

/** The end of the signs that may close a fence; null where a line of code begins. */
export function endOfFenceSigns(look: LookAhead, start: number, fence: Fence): number | null {
  const { sign, length, after } = signsOf(look, start);
  return sign === fence.sign && length >= fence.length ? after : null;
}

function signsOf(look: LookAhead, start: number) {
  let place = start;
  while (look.at(place) === ' ' || look.at(place) === '\t' || look.at(place) === '>') place += 1;
  const sign = look.at(place);
  let after = place;
  while (look.at(after) === sign && sign !== '') after += 1;
  return { sign, length: after - place, after };
}

const longestSpan = 1000;
const longestAddress = 2000;

/** The end of `` `code` ``, of the address of a link, or of an escaped sign: what goes through as it is; -1 elsewhere. */
export function endOfVerbatim(look: LookAhead, start: number): number {
  const sign = look.at(start);
  if (sign === '`') return endOfCodeSpan(look, start);
  if (sign === ']' && look.at(start + 1) === '(') return endOfAddress(look, start + 2, ')');
  if (sign === '<' && afterWord(look, start + 1, ['http://', 'https://', 'mailto:']) > 0) {
    return endOfAddress(look, start + 1, '>');
  }
  return sign === '\\' && look.at(start + 1) !== '' && look.at(start + 1) !== '\n' ? start + 2 : -1;
}

function endOfCodeSpan(look: LookAhead, start: number): number {
  let count = 0;
  while (look.at(start + count) === '`') count += 1;
  for (let place = start + count; place < start + longestSpan; place += 1) {
    const next = look.at(place);
    if (next === '' || (next === '\n' && look.at(place + 1) === '\n')) return -1;
    if (next !== '`') continue;
    let run = 0;
    while (look.at(place + run) === '`') run += 1;
    if (run === count) return place + run;
    place += run - 1;
  }
  return -1;
}

function endOfAddress(look: LookAhead, start: number, closer: string): number {
  for (let place = start; place < start + longestAddress; place += 1) {
    const next = look.at(place);
    if (next === closer) return place + 1;
    if (next === '' || next === '\n') return -1;
  }
  return -1;
}
