import { firstWhere } from './first-where.ts';
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
  const unit = (at: number) => units[at] as WrittenUnit;
  if (side === 'after') return firstWhere(units.length, (at) => unit(at).end > place);
  return firstWhere(units.length, (at) => unit(at).start >= place) - 1;
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
  const nextOf = new Map<number, number>();
  for (let at = units.length - 1; at >= 0; at -= 1) {
    const unit = units[at] as WrittenUnit;
    if (hasMarks(spread, at)) nextOf.set(unit.block, at);
    if (spread[at]?.marksFrom !== 'none' || unit.form === 'heading' || unit.form === 'lead-in') continue;
    const from = nextOf.get(unit.block);
    if (from !== undefined) share(spread, { at, from, as: unit.kind === 'table' ? 'table' : 'paragraph' });
  }
}

/** Items, rows and code that have none yet: from the rest of their list, their parent, their lead-in or their caption. */
function spreadOverLists(units: readonly WrittenUnit[], spread: SpreadMarks[]): void {
  const lists = lookIntoLists(units, spread);
  const besides = new Map<number, number>();
  for (const [at, unit] of units.entries()) {
    if (spread[at]?.marksFrom !== 'none' || unit.form === 'heading' || unit.form === 'lead-in') continue;
    if (unit.kind === 'item') {
      const from = markedOfList(units, { spread, at, lists });
      if (from >= 0) share(spread, { at, from, as: 'list' });
    } else if (unit.kind === 'table' || unit.kind === 'code') {
      const { block } = unit;
      const from =
        besides.get(block) ?? markedBeside(units, { spread, block, isTable: unit.kind === 'table' });
      besides.set(block, from);
      if (from >= 0) share(spread, { at, from, as: unit.kind === 'table' ? 'table' : 'paragraph' });
    }
  }
}

/** Among the items of the same list that follow, then the parent, then the rest of the list, then what leads in to it. */
function markedOfList(
  units: readonly WrittenUnit[],
  { spread, at, lists }: { spread: readonly SpreadMarks[]; at: number; lists: readonly Place[] },
): number {
  const { depth, block } = units[at] as WrittenUnit;
  const { next: rest, leastDepth, previous, begin } = lists[at] as Place;
  if (rest >= 0 && leastDepth >= depth) return rest;
  for (let back = depth > 0 ? previous : -1; back >= 0; back = (lists[back] as Place).previous) {
    const unit = units[back] as WrittenUnit;
    if (unit.kind === 'item' && unit.block !== block && unit.depth < depth) return back;
  }
  const before = units[begin - 1];
  if (rest >= 0 || !before || before.kind === 'heading') return rest;
  return before.kind === 'paragraph' && hasMarks(spread, begin - 1) ? begin - 1 : -1;
}

/** Where a unit stands in its list: the marked ones next to it, -1 where there is none, and where the list begins. */
type Place = {
  next: number;
  previous: number;
  begin: number;
  /** How far the items after it are indented at the least, to the next marked one. */
  leastDepth: number;
};

function lookIntoLists(units: readonly WrittenUnit[], spread: readonly SpreadMarks[]): Place[] {
  const isInList = (unit: WrittenUnit | undefined) => unit?.kind === 'item' || unit?.kind === 'code';
  const places: Place[] = [];
  for (const [at, unit] of units.entries()) {
    const before = isInList(units[at - 1]) && isInList(unit) ? places[at - 1] : undefined;
    const previous = before && (hasMarks(spread, at - 1) ? at - 1 : before.previous);
    places.push({ next: -1, previous: previous ?? -1, begin: before?.begin ?? at, leastDepth: Infinity });
  }
  for (let at = units.length - 2; at >= 0; at -= 1) {
    const [place, after, unit] = [places[at], places[at + 1], units[at + 1]];
    if (!place || !after || !unit || after.begin !== place.begin) continue;
    const isMarked = hasMarks(spread, at + 1);
    place.next = isMarked ? at + 1 : after.next;
    const least = isMarked ? Infinity : after.leastDepth;
    place.leastDepth = unit.kind === 'item' ? Math.min(least, unit.depth) : least;
  }
  return places;
}

/** The words right before a table or code block, or the short caption right after a table. */
function markedBeside(
  units: readonly WrittenUnit[],
  { spread, block, isTable }: { spread: readonly SpreadMarks[]; block: number; isTable: boolean },
): number {
  const placeIf = (at: number, holds: (unit: WrittenUnit) => boolean) =>
    units[at] && holds(units[at] as WrittenUnit) ? at : -1;
  const from = (first: number) => firstWhere(units.length, (at) => (units[at] as WrittenUnit).block >= first);
  const before = placeIf(from(block) - 1, (unit) => unit.block === block - 1 && unit.kind !== 'heading');
  const after = placeIf(from(block + 1), (unit) => unit.block === block + 1 && unit.kind === 'paragraph');
  if (isTable && after >= 0 && hasMarks(spread, after) && units[after + 1]?.block !== block + 1) {
    const isCaption = before < 0 || !hasMarks(spread, before);
    if (isCaption) return after;
  }
  return before >= 0 && hasMarks(spread, before) ? before : -1;
}
