import { afterWord, endOfLine, type LookAhead, skipBlanks } from './look-ahead.ts';
import {
  announcement,
  closing,
  closingOpenings,
  politeness,
  preambleOpenings,
  sourceHeadings,
} from './mark-words.ts';

const longestLine = 400;
const address = /https?:\/\/|\bwww\.|\b(?:mcp|file|doi):/i;
/** What begins an entry of a list of sources: a bullet, a number, a name of a quote. */
const entryName =
  /^\s*(?:[-*+•]\s+)?(?:\d{1,3}[.)]\s+)?[*_`]{0,3}(?:[[［【〔(（]\s*\^?\s*(?:q\s*)?\p{Nd}{1,4}|\^?q\p{Nd}{1,4}\b|\p{Nd}{1,3}\s*[.:)\]])/iu;
const listEntry = /^\s*(?:[-*+•]|\d{1,3}[.)])\s+/;
const endsInMark = /(?:[\])】］）]|<\/sup>)[.\s*_]*$/u;
const rule = /^\s*(?:[-*_]\s*){3,}$/;

/** Where what follows a line that only announces the report begins; -1 where the text begins with the report. */
export function afterPreamble(look: LookAhead, start: number, hasOne: boolean): number {
  let place = start;
  while (look.at(place) === '*') place += 1;
  if (hasOne && look.at(place) === '-') {
    const end = endOfLine(look, place);
    if (rule.test(look.text.slice(start, end))) return end;
  }
  if (afterWord(look, place, preambleOpenings) < 0) return -1;
  const end = endWithin(look, start, longestLine);
  if (end < 0) return -1;
  const line = look.text.slice(place, end);
  if (announcement.test(line)) return end;
  const polite = politeness.exec(`${line}\n`);
  return polite ? Math.min(place + polite[0].length, end) : -1;
}

/** The end of a line that is no longer than that; -1 for a longer one. */
function endWithin(look: LookAhead, start: number, length: number): number {
  let place = start;
  for (let next = look.at(place); next !== '' && next !== '\n'; next = look.at(place)) {
    place += 1;
    if (place - start > length) return -1;
  }
  return place;
}

/** Whether from here to the end of the text stand only lines that say goodbye. */
export function isClosing(look: LookAhead, start: number): boolean {
  let place = start;
  let count = 0;
  for (let next = look.at(place); next !== ''; next = look.at(place)) {
    if (next === '-' || next === '*' || next === '_' || next === '`') {
      if (!isRuleOrFence(look, place)) return false;
    } else if (next !== '\n' && next !== ' ') {
      if (afterWord(look, place, closingOpenings) < 0) return false;
      const last = endWithin(look, place, longestLine);
      if (last < 0 || !closing.test(look.text.slice(place, last))) return false;
      if (/\[q?\d|q\d+\]/.test(look.text.slice(place, last))) return false;
      count += 1;
    }
    place = nextLine(look, place);
  }
  return count > 0;
}

function isRuleOrFence(look: LookAhead, start: number): boolean {
  const sign = look.at(start);
  for (let place = start; look.at(place) !== '\n' && look.at(place) !== ''; place += 1) {
    if (look.at(place) !== sign && look.at(place) !== ' ') return false;
  }
  return true;
}

function nextLine(look: LookAhead, start: number): number {
  const end = endOfLine(look, start);
  return look.at(end) === '\n' ? end + 1 : end;
}

/**
 * The end of a list of sources that begins here with its heading, or with an entry that has an address, and goes on to
 * the next heading or the end of the text; -1 where none does. A list of claims, each with marks behind it, is none.
 */
export function endOfSources(look: LookAhead, start: number): number {
  const heading = endOfSourceHeading(look, start);
  if (heading < 0 && !/[[［【〔(q]/.test(look.at(start))) return -1;
  if (heading < 0 && !startsWithName(look, start)) return -1;
  let place = heading < 0 ? start : heading;
  let end = heading < 0 ? -1 : heading;
  let entries = 0;
  while (look.at(place) !== '') {
    const lineEnd = endOfLine(look, place);
    const line = look.text.slice(place, lineEnd);
    const following = look.at(lineEnd) === '\n' ? lineEnd + 1 : lineEnd;
    if (line.trim() !== '' && !(heading >= 0 && rule.test(line))) {
      if (entries > 0 && /^#{1,6}\s/.test(line)) return heading < 0 ? -1 : end;
      if (entries > 0 && (isClosing(look, place) || isFence(line))) return end;
      if (!isEntry(line, { hasHeading: heading >= 0, isFollowing: entries > 0 })) return -1;
      entries += 1;
      end = lineEnd;
    }
    place = following;
  }
  return end;
}

const isFence = (line: string) => /^\s*`{3,}\s*$/.test(line);

function isEntry(
  line: string,
  { hasHeading, isFollowing }: { hasHeading: boolean; isFollowing: boolean },
): boolean {
  const hasAddress = address.test(line);
  if (!hasHeading) return entryName.test(line) && hasAddress && /(?:\S{8,}|[>)\].])\s*$/.test(line);
  if (hasAddress || entryName.test(line)) return true;
  if (/^\s*\|/.test(line)) return true;
  if (endsInMark.test(line)) return false;
  return listEntry.test(line) || (isFollowing && /^\s{2,}/.test(line));
}

function startsWithName(look: LookAhead, start: number): boolean {
  let place = start;
  for (let count = 0; count < 4; count += 1) {
    const next = look.at(place);
    if (next === '' || !'[［【〔(（^q'.includes(next)) break;
    place += 1;
  }
  return /\p{Nd}/u.test(look.at(place)) && address.test(look.text.slice(place, endOfLine(look, place)));
}

/** `## Sources`, `**Sources:**`, `Sources:` on a line of its own; -1 for another line. */
function endOfSourceHeading(look: LookAhead, start: number): number {
  let place = start;
  let signs = 0;
  for (let next = look.at(place); next !== '' && '#*_ '.includes(next); next = look.at(place)) {
    if (next !== ' ') signs += 1;
    place += 1;
  }
  const end = afterWord(look, place, sourceHeadings);
  if (end < 0) return -1;
  place = end;
  for (let next = look.at(place); next !== '' && '*_:： '.includes(next); next = look.at(place)) {
    if (next !== ' ') signs += 1;
    place += 1;
  }
  return signs > 0 && (look.at(place) === '\n' || look.at(place) === '') ? place : -1;
}

/** The end of `[^1]: …` or `[1]: https://…`, with the lines that belong to it; -1 where none begins. */
export function endOfDefinition(look: LookAhead, start: number): number {
  if (look.at(start) !== '[') return -1;
  let place = start + 1;
  const isNote = look.at(place) === '^';
  if (isNote) place += 1;
  const isNamed = /q/i.test(look.at(place));
  if (isNamed) place += 1;
  const digits = place;
  while (/\p{Nd}/u.test(look.at(place))) place += 1;
  if (place === digits || look.at(place) !== ']' || look.at(place + 1) !== ':') return -1;
  let end = endOfLine(look, place);
  if (!isNote && !isNamed && !address.test(look.text.slice(place, end))) return -1;
  while (look.at(end) === '\n' && /[ \t]/.test(look.at(end + 1))) {
    const words = skipBlanks(look, end + 1);
    if (look.at(words) === '\n' || look.at(words) === '') break;
    end = endOfLine(look, end + 1);
  }
  return end;
}
