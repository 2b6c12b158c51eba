import type { Plan } from '#lib/schema/plan.ts';
import { clip } from '#lib/text/clip.ts';
import { splitPassages } from '#lib/text/split-passages.ts';
import { splitUnits, type Unit } from '#lib/text/split-units.ts';
import type { StoredPage } from './ports.ts';
import { indexSections, rankSections } from './rank-sections.ts';

/** A unit of a page under the number by which a reader names it, with the headings above it. */
export type NumberedUnit = Unit & { number: number; text: string; heading: readonly string[] };

/** However long a unit is, a reader sees these many of its UTF-16 units; it is quoted whole. */
const longestShown = 1500;

/**
 * The units of a page in order, numbered from 1. Of a page of more than `most` UTF-16 units only the sections that are
 * nearest to the question by their words are shown, and its head.
 */
export function numberUnits(
  page: StoredPage,
  { plan, question, most }: { plan: Plan; question: string; most: number },
): NumberedUnit[] {
  const all = splitPassages(page.text);
  const shown = page.text.length <= most ? all : nearest(page, { plan, question, most });
  const units: NumberedUnit[] = [];
  for (const { heading, ...passage } of shown) {
    for (const unit of splitUnits(page.text, passage)) {
      const words = page.text.slice(unit.start, unit.end).replace(/\s*\n\s*/g, ' ⏎ ');
      const text = words.length <= longestShown ? words : `${clip(words, longestShown)} …`;
      units.push({ ...unit, number: units.length + 1, text, heading });
    }
  }
  return units;
}

function nearest(
  page: StoredPage,
  { plan, question, most }: { plan: Plan; question: string; most: number },
): { start: number; end: number; heading: string[] }[] {
  const index = indexSections([{ ...page, score: 1, passages: [] }]);
  const asked = [question, ...plan.sub_questions.map(({ question }) => question)];
  const scores = asked.map((words) => rankSections(index, words));
  const ranked = index.sections
    .map(({ start, end, heading }, at) => ({
      start,
      end,
      heading,
      score: Math.max(...scores.map((list) => list[at] ?? 0)) + (at === 0 ? 1 : 0),
    }))
    .sort((left, right) => right.score - left.score);
  let left = most;
  const kept = ranked.flatMap(({ score: _, ...section }) => {
    if (left <= 0) return [];
    const end = Math.min(section.end, section.start + left);
    left -= end - section.start;
    return [{ ...section, end }];
  });
  return kept.sort((one, other) => one.start - other.start);
}
