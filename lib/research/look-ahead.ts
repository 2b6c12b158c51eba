/**
 * Text that may go on. `at` answers the character at a place, or '' beyond the end; whoever looks beyond the end of an
 * unfinished text is `starved`: what it concluded may change with the next character, and has to wait.
 */
export type LookAhead = {
  readonly text: string;
  at(place: number): string;
  readonly isStarved: boolean;
};

export function createLookAhead(text: string, isWhole: boolean): LookAhead {
  let isStarved = false;
  return {
    text,
    at(place) {
      if (place < text.length) return text.charAt(place);
      if (!isWhole) isStarved = true;
      return '';
    },
    get isStarved() {
      return isStarved;
    },
  };
}

/** The place after the first of the words that stands here in any case, the longest first; -1 where none does. */
export function afterWord(look: LookAhead, start: number, words: readonly string[]): number {
  let best = -1;
  for (const word of words) {
    let length = 0;
    while (length < word.length && look.at(start + length).toLowerCase() === word.charAt(length)) length += 1;
    if (length === word.length && start + length > best) best = start + length;
  }
  return best;
}

export function skipBlanks(look: LookAhead, start: number): number {
  let place = start;
  while (isBlank(look.at(place))) place += 1;
  return place;
}

/** White space within a line. */
export const isBlank = (character: string): boolean => character !== '' && /[^\S\r\n]/u.test(character);

/** The end of the line that `start` stands in, its line break not included. */
export function endOfLine(look: LookAhead, start: number): number {
  let place = start;
  for (let next = look.at(place); next !== '' && next !== '\n'; next = look.at(place)) place += 1;
  return place;
}

/** Whether nothing but white space follows on the line. */
export function isLineEnd(look: LookAhead, start: number): boolean {
  const place = skipBlanks(look, start);
  return look.at(place) === '' || look.at(place) === '\n';
}
