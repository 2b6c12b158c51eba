import { countTerms, rankBm25, type TermCounts } from '#lib/text/bm25.ts';

/** Plain BM25 over whole pages, with nothing of the product but its terms: what every other figure is held against. */
export function plainBm25(pages: readonly { url: string; title: string; text: string }[]) {
  const counts = pages.map(({ title, text }): TermCounts => countTerms(`${title}\n${text}`));
  return (question: string, most: number): string[] =>
    rankBm25(question, counts)
      .slice(0, most)
      .map(({ index }) => (pages[index] as { url: string }).url);
}
