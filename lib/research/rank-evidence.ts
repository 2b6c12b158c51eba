import type { EvidencePage } from './evidence-page.ts';
import { type Answered, mergeHits } from './merge-hits.ts';
import type { StoredPage } from './ports.ts';

/** Stands for a query where a page came from the evidence of an earlier job. */
export const recalledQuery = '(earlier evidence)';

/** Of the pages that searches have found, these many, the best first; what is asked for counts beside them. */
const mostFound = 30;

/** The pages that were read, ranked over all sources and queries that found them. */
export function rankEvidence(pages: readonly StoredPage[]): EvidencePage[] {
  const answers = new Map<string, Answered>();
  for (const { source_id, url, title, found } of pages) {
    for (const { sub_question, query, score, passages } of found) {
      const key = JSON.stringify([source_id, sub_question, query]);
      const answer = answers.get(key) ?? { source_id, sub_question, hits: [] };
      answer.hits.push({ url, title, snippet: '', score, passages });
      answers.set(key, answer);
    }
  }
  const byUrl = new Map(pages.map((page) => [page.url, page]));
  const ranked = mergeHits([...answers.values()], { limit: pages.length }).flatMap(
    ({ url, score, passages }): EvidencePage[] => {
      const page = byUrl.get(url);
      if (!page) return [];
      const { title, snapshot_id, text, asked_for } = page;
      const isNew = page.found.some(({ query }) => query !== recalledQuery);
      return [{ url, title, snapshot_id, text, score, passages, ...(isNew && asked_for && { asked_for }) }];
    },
  );
  const found = ranked.filter(({ asked_for }) => !asked_for).slice(0, mostFound);
  return ranked.filter((page) => page.asked_for || found.includes(page));
}
