import type { Sentence } from '#lib/schema/report.ts';
import { splitUnits } from '#lib/text/split-units.ts';
import { isOurs } from './words/index.ts';

/**
 * The sentences, list items and tables of a text that somebody else wrote, with their offsets and no quotes yet. What
 * claims something is a `finding`; questions, lead-ins, code and our own fixed sentences are notes.
 */
export function splitClaims(text: string): Sentence[] {
  return splitUnits(text, { start: 0, end: text.length }).map((unit): Sentence => {
    const marker =
      unit.form === 'item' ? (listMarker.exec(text.slice(unit.start, unit.end))?.[0].length ?? 0) : 0;
    const start = unit.start + marker;
    const words = text.slice(start, unit.end);
    const claims = unit.form !== 'code' && /\p{L}/u.test(words) && !/[?:]\s*$/.test(words);
    const kind = claims && !isOurs(words) ? 'finding' : 'note';
    return { kind, start, end: unit.end, text: words, quotes: [] };
  });
}

const listMarker = /^(?:[-*+]|\d{1,3}[.)])\s+/;
