import type { Plan } from '#lib/schema/plan.ts';
import { tokenize } from '#lib/text/tokenize.ts';
import type { EvidencePage } from './evidence-page.ts';
import { findGaps } from './find-gaps.ts';
import { selectPassages } from './select-passages.ts';

/**
 * Whether pages that are there already say enough about a question to answer it from them alone: its telling words
 * stand in their best sections. A question without any ("Why?") is answered by what `earlier` words lead to.
 */
export function evidenceAnswers({
  question,
  earlier,
  pages,
  enough,
}: {
  question: string;
  earlier: string;
  pages: readonly EvidencePage[];
  /** The share of the question's word weight that has to be there. */
  enough: number;
}): boolean {
  const plan = planOf(question);
  if (selectPassages({ question, plan, pages, earlier }).length === 0) return false;
  if (tokenize(question).length === 0) return earlier !== '';
  return findGaps({ plan, pages, asked: [], enough }).length === 0;
}

/** The plan of a question that is not split and not searched for. */
export function planOf(question: string): Plan {
  const words = question.slice(0, 1000);
  return { sub_questions: [{ question: words, queries: [words], expects: '' }] };
}
