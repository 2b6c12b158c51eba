import type { Plan } from '#lib/schema/plan.ts';
import { bareWords } from '#lib/text/bare-words.ts';
import { idf } from '#lib/text/bm25.ts';
import { type Concept, conceptsOf, coverage } from '#lib/text/concepts.ts';
import { tokenize } from '#lib/text/tokenize.ts';
import type { EvidencePage } from './evidence-page.ts';
import { indexSections, type RankedSection, rankSections, type SectionIndex } from './rank-sections.ts';

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
    const best = bestSections(index, question);
    const held = concepts.filter(({ term }) => best.some((at) => index.countsOf(term)[at]));
    const present = new Set(held.map(({ term }) => term));
    const missing = concepts.filter((concept) => !present.has(concept.term));
    if (missing.length === 0 || coverage(concepts, present) >= enough) return [];
    const there = concepts.filter((concept) => !missing.includes(concept));
    const told = asWritten(question, missing).slice(0, 5);
    const names = namesBeyond(question, index).map((name) => [name, ...told]);
    // What a found page names is asked for; the missing words alone only where it names nothing.
    const next = names.length > 0 ? names : [[...asWritten(question, there).slice(0, 3), ...told], told];
    const queries = next
      .map((words) => words.join(' '))
      .filter((query) => query && !known.has(normalise(query)));
    return queries.length === 0 ? [] : [{ sub_question, missing: told, queries }];
  });
}

const normalise = (query: string) => query.toLowerCase().replace(/\s+/g, ' ').trim();

/** The words of the question that gave these concepts, the weightiest first. */
function asWritten(question: string, concepts: readonly Concept[]): string[] {
  const words = bareWords(question);
  const byWeight = [...concepts].sort((left, right) => right.weight - left.weight);
  return [
    ...new Set(byWeight.flatMap(({ term }) => words.find((word) => tokenize(word).includes(term)) ?? [])),
  ];
}

/** The places of a few sections in the index. */
function bestSections(index: SectionIndex, question: string): number[] {
  return rankSections(index, question)
    .map((score, at) => ({ at, score }))
    .sort((left, right) => right.score - left.score)
    .slice(0, 3)
    .flatMap(({ at, score }) => (score > 0 ? [at] : []));
}

const name =
  /\p{Lu}[\p{L}\p{M}\p{N}'’-]+(?:\s+(?:(?:of|de|del|von|van|der|la|du|di|da)\s+){0,2}\p{Lu}[\p{L}\p{M}\p{N}'’-]+)*/gu;
const mostNames = 2;

/** What the best sections name and the question does not, the rarest first: that is where to look next. */
function namesBeyond(question: string, index: SectionIndex): string[] {
  const asked = new Set(tokenize(question));
  const worth = new Map<string, number>();
  for (const at of bestSections(index, question)) {
    const { page, start, end } = index.sections[at] as RankedSection;
    const text = page.text.slice(start, end);
    for (const { 0: found, index: from } of text.matchAll(name)) {
      const opensSentence = /(?:^|[.?!:|*#-]\s*|\n\s*)$/.test(text.slice(Math.max(0, from - 4), from));
      const terms = tokenize(found).filter((term) => !asked.has(term));
      if (terms.length === 0 || (opensSentence && !/\s/.test(found))) continue;
      worth.set(found, Math.max(...terms.map((term) => idf(term, index.collection))));
    }
  }
  return [...worth]
    .sort(([, left], [, right]) => right - left)
    .slice(0, mostNames)
    .map(([found]) => found);
}
