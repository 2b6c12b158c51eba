import type { Plan } from '#lib/schema/plan.ts';
import { clip } from '#lib/text/clip.ts';
import { conceptsOf } from '#lib/text/concepts.ts';
import { plainQuestion } from '#lib/text/plain-question.ts';
import { tokenize } from '#lib/text/tokenize.ts';
import type { EvidencePage } from './evidence-page.ts';
import { findGaps } from './find-gaps.ts';
import { indexSections } from './rank-sections.ts';
import { selectPassages } from './select-passages.ts';

/** Asks for an amount, which is rarely told with these words. */
const measure = /\bhow (?:many|much|big|large|long|often|fast|far|old|high)\b/gi;

/**
 * Whether pages that are there already say enough about a question to answer it from them alone: its telling words
 * stand in their best sections. A question that stands by itself may be about something that is only mentioned here,
 * so a heading has to have the name that it asks about. One without telling words ("Why?") is answered by what `earlier`
 * words lead to.
 */
export function evidenceAnswers({
  question,
  earlier,
  pages,
  enough,
}: {
  question: string;
  /** Words that the question leaves out; empty where it stands by itself. */
  earlier: string;
  pages: readonly EvidencePage[];
  /** The share of the question's word weight that has to be there. */
  enough: number;
}): boolean {
  if (selectPassages({ question, plan: planOf(question, ''), pages, earlier }).length === 0) return false;
  const measured = question.replace(measure, ' ').trim();
  const told = earlier === '' ? measured : withoutPointers(measured);
  if (tokenize(told).length === 0) return earlier !== '';
  if (findGaps({ plan: planOf(told, ''), pages, asked: [], enough }).length > 0) return false;
  return earlier !== '' || isHeaded(told, pages);
}

/** The plan of a question that is not split and not searched for, with the words that it leaves out. */
export function planOf(question: string, earlier: string): Plan {
  const words = clip(plainQuestion(question), 1000);
  const query = clip(`${words} ${earlier}`.trim(), 1000);
  return { sub_questions: [{ question: words, queries: [query], expects: '' }] };
}

/** "Which of those helpers sets headers?" calls something from before by a name of its own: the noun tells nothing. */
function withoutPointers(question: string): string {
  return question.replace(/\b(?:this|that|these|those|such|the same)\s+[\p{L}-]+/giu, ' ').trim();
}

/** Whether a title or a heading has the rarest of the names in a question; true where it has no name. */
function isHeaded(question: string, pages: readonly EvidencePage[]): boolean {
  const { sections, collection } = indexSections(pages);
  const names = conceptsOf(question, collection).filter(({ isName }) => isName);
  const rarest = Math.max(...names.map(({ weight }) => weight));
  const wanted = names.filter(({ weight }) => weight === rarest).map(({ term }) => term);
  const headings = new Set(
    sections.flatMap(({ page, heading }) => tokenize([page.title, ...heading].join('\n'))),
  );
  return wanted.length === 0 || wanted.some((name) => headings.has(name));
}
