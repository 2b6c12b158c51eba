import { collectionOf, countTerms, saturate } from '#lib/text/bm25.ts';
import { conceptsOf, scoreConcepts } from '#lib/text/concepts.ts';
import { tokenize } from '#lib/text/tokenize.ts';
import { earlierShare } from './earlier-words.ts';

/** What it counts that an earlier report cites the page. */
const citedWorth = 0.2;

/**
 * Ranks pages that earlier jobs have read for a new question, the best first, `limit` at most. `score` runs from 0 to
 * 1.2: the page's words (BM25), and whether a report rests on it already.
 */
export async function rankEarlierPages<Page extends { title: string; text: string; cited: boolean }>({
  question,
  earlier,
  pages,
  limit,
  signal,
}: {
  question: string;
  /** Words that the question leaves out. */
  earlier: string;
  pages: readonly Page[];
  limit: number;
  signal?: AbortSignal;
}): Promise<(Page & { score: number })[]> {
  const counts: ReturnType<typeof countTerms>[] = [];
  for (const { title, text } of pages) {
    // Whole pages take a while: everybody else has a turn in between, and an abort too.
    await new Promise<void>((resolve) => setImmediate(resolve));
    signal?.throwIfAborted();
    counts.push(countTerms(tokenize(`${title}\n${text}`)));
  }
  const collection = collectionOf(counts);
  const scoresFor = (words: string): number[] => {
    const concepts = conceptsOf(words, collection);
    return counts.map(({ counts, length }) =>
      scoreConcepts(concepts, (term) => saturate(counts.get(term) ?? 0, { length, collection })),
    );
  };
  const [own, before] = [scoresFor(question), scoresFor(earlier)];
  const sums = own.map((score, at) => score + earlierShare * (before[at] ?? 0));
  const best = Math.max(...sums, Number.MIN_VALUE);
  return pages
    .map((page, at) => ({ ...page, score: (sums[at] ?? 0) / best + (page.cited ? citedWorth : 0) }))
    .sort((left, right) => right.score - left.score)
    .slice(0, limit);
}
