import type { WrittenUnit } from './split-written.ts';

/** A mark that was taken out of a text, and where it stood: `isApart` from the words before it by an empty line. */
export type PlacedMark = {
  place: number;
  side: 'before' | 'after';
  isApart: boolean;
  raw: string;
  url: string | undefined;
  numbers: number[];
  unknown: string[];
};

export type SpreadMarks = {
  marks: number[];
  unknownMarks: string[];
  marksFrom: 'own' | 'paragraph' | 'list' | 'table' | 'none';
};

/**
 * Gives each unit of a text its marks. What has none of its own shares those that follow in its paragraph, list or
 * table; a list, table or code block without any has those of the words that lead in to it; and marks at the end of a
 * section that has no others, or at its heading, stand for all of it.
 */
export function spreadMarks(units: readonly WrittenUnit[], marks: readonly PlacedMark[]): SpreadMarks[] {
  const spread = units.map((): SpreadMarks => ({ marks: [], unknownMarks: [], marksFrom: 'none' }));
  const apart = new Set<number>();
  for (const mark of marks) {
    const at = unitOf(units, mark);
    const own = spread[at];
    if (!own) continue;
    if (mark.isApart && own.marksFrom === 'none') apart.add(at);
    else if (!mark.isApart) apart.delete(at);
    own.marks = [...new Set([...own.marks, ...mark.numbers])];
    own.unknownMarks.push(...mark.unknown);
    own.marksFrom = 'own';
  }
  for (const section of sectionsOf(units)) spreadOverSection(units, { spread, section, apart });
  spreadWithin(units, spread);
  spreadOverLists(units, spread);
  return spread;
}

function unitOf(units: readonly WrittenUnit[], { place, side }: PlacedMark): number {
  if (side === 'after') return units.findIndex(({ end }) => end > place);
  return units.findLastIndex(({ start }) => start < place);
}

/** Runs of units from heading to heading, the heading first where there is one. */
function sectionsOf(units: readonly WrittenUnit[]): number[][] {
  const sections: number[][] = [];
  for (const [at, unit] of units.entries()) {
    const last = sections.at(-1);
    if (!last || unit.kind === 'heading') sections.push([at]);
    else last.push(at);
  }
  return sections;
}

function spreadOverSection(
  units: readonly WrittenUnit[],
  { spread, section, apart }: { spread: SpreadMarks[]; section: number[]; apart: ReadonlySet<number> },
): void {
  const marked = section.filter((at) => spread[at]?.marksFrom === 'own');
  const [only] = marked;
  if (only === undefined || marked.length > 1) return;
  const isHeading = units[only]?.kind === 'heading';
  if (!isHeading && !(apart.has(only) && only === section.at(-1))) return;
  for (const at of section)
    if (at !== only && units[at]?.kind !== 'heading') share(spread, { at, from: only, as: 'paragraph' });
}

function share(
  spread: SpreadMarks[],
  { at, from, as }: { at: number; from: number; as: SpreadMarks['marksFrom'] },
): void {
  const given = spread[from];
  if (given) spread[at] = { marks: [...given.marks], unknownMarks: [...given.unknownMarks], marksFrom: as };
}

const hasMarks = (spread: readonly SpreadMarks[], at: number) => spread[at]?.marksFrom === 'own';

/** Sentences of one block, and rows of one table, share what follows in it. */
function spreadWithin(units: readonly WrittenUnit[], spread: SpreadMarks[]): void {
  for (const [at, unit] of units.entries()) {
    if (spread[at]?.marksFrom !== 'none' || unit.form === 'heading' || unit.form === 'lead-in') continue;
    const following = units.findIndex(
      (other, index) => index > at && other.block === unit.block && hasMarks(spread, index),
    );
    if (following >= 0)
      share(spread, { at, from: following, as: unit.kind === 'table' ? 'table' : 'paragraph' });
  }
}

/** Items, rows and code that have none yet: from the rest of their list, their parent, their lead-in or their caption. */
function spreadOverLists(units: readonly WrittenUnit[], spread: SpreadMarks[]): void {
  for (const [at, unit] of units.entries()) {
    if (spread[at]?.marksFrom !== 'none' || unit.form === 'heading' || unit.form === 'lead-in') continue;
    if (unit.kind === 'item') {
      const from = markedOfList(units, { spread, at });
      if (from >= 0) share(spread, { at, from, as: 'list' });
    } else if (unit.kind === 'table' || unit.kind === 'code') {
      const from = markedBeside(units, { spread, block: unit.block, isTable: unit.kind === 'table' });
      if (from >= 0) share(spread, { at, from, as: unit.kind === 'table' ? 'table' : 'paragraph' });
    }
  }
}

/** Among the items of the same list that follow, then the parent, then the rest of the list, then what leads in to it. */
function markedOfList(
  units: readonly WrittenUnit[],
  { spread, at }: { spread: readonly SpreadMarks[]; at: number },
): number {
  const { depth, block } = units[at] as WrittenUnit;
  const isInList = (unit: WrittenUnit | undefined) => unit?.kind === 'item' || unit?.kind === 'code';
  let rest = -1;
  let isSibling = true;
  for (let next = at + 1; next < units.length && isInList(units[next]); next += 1) {
    const unit = units[next] as WrittenUnit;
    if (unit.kind === 'item' && unit.depth < depth) isSibling = false;
    if (!hasMarks(spread, next)) continue;
    if (isSibling) return next;
    rest = rest < 0 ? next : rest;
  }
  for (let back = at - 1; back >= 0; back -= 1) {
    const unit = units[back] as WrittenUnit;
    if (!isInList(unit)) {
      if (rest >= 0 || unit.kind === 'heading') return rest;
      return unit.kind === 'paragraph' && hasMarks(spread, back) ? back : -1;
    }
    if (unit.kind === 'item' && unit.block !== block && unit.depth < depth && hasMarks(spread, back))
      return back;
  }
  return rest;
}

/** The words right before a table or code block, or the short caption right after a table. */
function markedBeside(
  units: readonly WrittenUnit[],
  { spread, block, isTable }: { spread: readonly SpreadMarks[]; block: number; isTable: boolean },
): number {
  const before = units.findLastIndex((unit) => unit.block === block - 1 && unit.kind !== 'heading');
  const after = units.findIndex((unit) => unit.block === block + 1 && unit.kind === 'paragraph');
  if (isTable && after >= 0 && hasMarks(spread, after) && units[after + 1]?.block !== block + 1) {
    const isCaption = before < 0 || !hasMarks(spread, before);
    if (isCaption) return after;
  }
  return before >= 0 && hasMarks(spread, before) ? before : -1;
}
