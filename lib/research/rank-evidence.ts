import type { EvidencePage } from './evidence-page.ts';
import { findCopies } from './find-copies.ts';
import { type Answered, mergeHits } from './merge-hits.ts';
import type { StoredPage } from './ports.ts';
import { wayOf } from './way-of.ts';

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
      const way = wayOf(page.found);
      const more = { ...(isNew && asked_for && { asked_for }), ...(way && { way }) };
      return [{ url, title, snapshot_id, text, score, passages, ...more }];
    },
  );
  const found = withoutCopies(ranked.filter(({ asked_for }) => !asked_for)).slice(0, mostFound);
  const asked = ranked.filter(({ asked_for }) => asked_for);
  const place = (page: EvidencePage) => ranked.findIndex(({ url }) => url === page.url);
  return [...asked, ...found].sort((left, right) => place(left) - place(right));
}

/**
 * Of pages of the web that are copies of each other the best, which tells where the others are: what one agency wrote and
 * many print is said once. Own documents stay: two versions of one are not the same.
 */
function withoutCopies(pages: readonly EvidencePage[]): EvidencePage[] {
  const ofWeb = pages.filter(({ url }) => /^https?:/.test(url));
  const firsts = findCopies(
    ofWeb.map(({ snapshot_id, text }) => ({ id: `${snapshot_id} ${text.length}`, text })),
  );
  const copies = new Map<string, string[]>();
  for (const [index, first] of firsts.entries()) {
    const [page, original] = [ofWeb[index], ofWeb[first]];
    if (page && original && page !== original)
      copies.set(original.url, [...(copies.get(original.url) ?? []), page.url]);
  }
  const dropped = new Set([...copies.values()].flat());
  return pages
    .filter(({ url }) => !dropped.has(url))
    .map((page) => {
      const also = copies.get(page.url);
      return also ? { ...page, copies: also } : page;
    });
}
