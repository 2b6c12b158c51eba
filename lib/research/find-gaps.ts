import type { Plan } from '#lib/schema/plan.ts';
import { type Concept, conceptsOf, coverage, shareOf } from '#lib/text/concepts.ts';
import { tokenize } from '#lib/text/tokenize.ts';
import type { EvidencePage } from './evidence-page.ts';
import { indexSections, rankSections, type SectionIndex } from './rank-sections.ts';

/** Words of a sub-question that its best sections do not hold, and what to ask the sources next. */
export type Gap = { sub_question: number; missing: string[]; queries: string[] };

/**
 * Finds what is still unanswered: for each sub-question, its telling words that stand in none of its best sections. A
 * sub-question whose words are mostly there has no gap, and a query that was `asked` before is not asked again.
 */
export function findGaps({
  plan,
  pages,
  asked,
  enough = 0.75,
}: {
  plan: Plan;
  pages: readonly EvidencePage[];
  asked: readonly string[];
  /** The share of a sub-question's word weight that has to be there. */
  enough?: number;
}): Gap[] {
  const index = indexSections(pages);
  const known = new Set(asked.map(normalise));
  return plan.sub_questions.flatMap(({ question }, sub_question): Gap[] => {
    const concepts = conceptsOf(question, index.collection);
    const present = termsOfBestSections(index, question);
    const missing = concepts.filter((concept) => shareOf(concept, present) === 0);
    if (missing.length === 0 || coverage(concepts, present) >= enough) return [];
    const there = concepts.filter((concept) => !missing.includes(concept));
    const told = asWritten(question, missing).slice(0, 5);
    const queries = [[...asWritten(question, there).slice(0, 3), ...told], told]
      .map((words) => words.join(' '))
      .filter((query) => query && !known.has(normalise(query)));
    return queries.length === 0 ? [] : [{ sub_question, missing: told, queries }];
  });
}

const normalise = (query: string) => query.toLowerCase().replace(/\s+/g, ' ').trim();

/** The words of the question that gave these concepts, the weightiest first. */
function asWritten(question: string, concepts: readonly Concept[]): string[] {
  const words = question.split(/\s+/).map((word) => word.replace(/^[("'“]+|[)"'”?!,;:.]+$/g, ''));
  const byWeight = [...concepts].sort((left, right) => right.weight - left.weight);
  return [
    ...new Set(byWeight.flatMap(({ term }) => words.find((word) => tokenize(word).includes(term)) ?? [])),
  ];
}

function termsOfBestSections(index: SectionIndex, question: string): Set<string> {
  const scores = rankSections(index, question);
  const best = index.sections
    .map((section, at) => ({ section, score: scores[at] ?? 0 }))
    .sort((left, right) => right.score - left.score)
    .slice(0, 3);
  return new Set(best.flatMap(({ section, score }) => (score > 0 ? [...section.terms.counts.keys()] : [])));
}
