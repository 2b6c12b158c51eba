import type { Hit, Passage } from '#lib/schema/source.ts';

/** What one source answered to one query of a sub-question (an index into the plan), and what it counts beside others. */
export type Answered = { source_id: string; sub_question: number; hits: Hit[]; weight?: number };

/** A page that was found, with everything that found it. `score` runs from 0 to 1, 1 for the best page. */
export type FoundPage = Hit & { source_id: string; sub_questions: number[] };

/**
 * Makes one ranked list of pages from all answers: a page stands once, and its score is the sum of the scores it got,
 * each divided by the best of its answer and times the answer's weight (1 by default). Passages of a page are kept once, at most `maxPassages`, the best first.
 */
export function mergeHits(
  answers: readonly Answered[],
  { limit = 10, maxPassages = 8 }: { limit?: number; maxPassages?: number } = {},
): FoundPage[] {
  const pages = new Map<string, FoundPage>();
  for (const { source_id, sub_question, hits, weight = 1 } of answers) {
    const best = Math.max(...hits.map(({ score }) => score), 0);
    const bestPassage = Math.max(...hits.flatMap(({ passages }) => passages.map(({ score }) => score)), 0);
    for (const hit of hits) {
      const page = pages.get(hit.url) ?? { ...hit, source_id, score: 0, passages: [], sub_questions: [] };
      pages.set(hit.url, page);
      page.score += weight * share(hit.score, best);
      if (!page.sub_questions.includes(sub_question)) page.sub_questions.push(sub_question);
      for (const passage of hit.passages) {
        addPassage(page.passages, { ...passage, score: weight * share(passage.score, bestPassage) });
      }
    }
  }
  return normalise([...pages.values()], { limit, maxPassages });
}

const share = (score: number, best: number) => (best > 0 ? Math.max(score, 0) / best : 1);

function addPassage(passages: Passage[], passage: Passage): void {
  const known = passages.find(({ start, end }) => start === passage.start && end === passage.end);
  if (known) known.score += passage.score;
  else passages.push(passage);
}

function normalise(
  pages: FoundPage[],
  { limit, maxPassages }: { limit: number; maxPassages: number },
): FoundPage[] {
  const best = Math.max(...pages.map(({ score }) => score), 0);
  const bestPassage = Math.max(...pages.flatMap(({ passages }) => passages.map(({ score }) => score)), 0);
  return pages
    .map((page) => ({
      ...page,
      score: share(page.score, best),
      passages: page.passages
        .map((passage) => ({ ...passage, score: share(passage.score, bestPassage) }))
        .sort((left, right) => right.score - left.score || left.start - right.start)
        .slice(0, maxPassages),
    }))
    .sort((left, right) => right.score - left.score || (left.url < right.url ? -1 : 1))
    .slice(0, limit);
}
