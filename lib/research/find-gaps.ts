import type { Plan } from '#lib/schema/plan.ts';
import { idf } from '#lib/text/bm25.ts';
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
    const words = weighWords(question, index);
    const present = termsOfBestSections(index, question);
    const missing = words.filter(({ terms }) => !terms.some((term) => present.has(term)));
    const total = words.reduce((sum, { weight }) => sum + weight, 0);
    const lacking = missing.reduce((sum, { weight }) => sum + weight, 0);
    if (missing.length === 0 || total - lacking >= enough * total) return [];
    const anchor = words.filter((word) => !missing.includes(word)).slice(0, 3);
    const told = missing.slice(0, 5);
    const queries = [[...anchor, ...told], told]
      .map((chosen) => chosen.map(({ word }) => word).join(' '))
      .filter((query) => query && !known.has(normalise(query)));
    return queries.length === 0 ? [] : [{ sub_question, missing: told.map(({ word }) => word), queries }];
  });
}

const normalise = (query: string) => query.toLowerCase().replace(/\s+/g, ' ').trim();

/** The words of a question that mean something, the rarest first. */
function weighWords(question: string, { collection }: SectionIndex) {
  const words = new Map<string, { word: string; terms: string[]; weight: number }>();
  for (const piece of question.split(/\s+/)) {
    const word = piece.replace(/^[("'“]+|[)"'”?!,;:.]+$/g, '');
    const terms = tokenize(word);
    if (terms.length === 0) continue;
    const weight = Math.max(...terms.map((term) => idf(term, collection)));
    words.set(terms.join(' '), { word, terms, weight });
  }
  return [...words.values()].sort((left, right) => right.weight - left.weight);
}

function termsOfBestSections(index: SectionIndex, question: string): Set<string> {
  const scores = rankSections(index, question);
  const best = index.sections
    .map((section, at) => ({ section, score: scores[at] ?? 0 }))
    .sort((left, right) => right.score - left.score)
    .slice(0, 3);
  return new Set(best.flatMap(({ section, score }) => (score > 0 ? [...section.terms.counts.keys()] : [])));
}
