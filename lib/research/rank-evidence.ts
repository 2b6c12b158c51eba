import type { Plan } from '#lib/schema/plan.ts';
import type { EvidencePage } from './evidence-page.ts';
import { findCopies, shareOfSmaller } from './find-copies.ts';
import { type Answered, mergeHits } from './merge-hits.ts';
import type { StoredPage } from './ports.ts';
import { wayOf } from './way-of.ts';

/** Stands for a query where a page came from the evidence of an earlier job. */
export const recalledQuery = '(earlier evidence)';

/** Of the pages that searches have found, these many, the best first; what is asked for counts beside them. */
const mostFound = 30;

/** What an answer to a query counts that a gap gave rise to, beside all of those that the plan has for a sub-question. */
const gapWeight = 0.1;

/**
 * The pages that were read, ranked over all sources and queries that found them: each sub-question counts once, however
 * many queries it has.
 */
export function rankEvidence(pages: readonly StoredPage[], plan?: Plan): EvidencePage[] {
  const answers = new Map<string, Answered>();
  for (const { source_id, url, title, found } of pages) {
    for (const { sub_question, query, score, passages } of found) {
      const key = JSON.stringify([source_id, sub_question, query]);
      const weight = weightOf(query, plan?.sub_questions[sub_question]?.queries);
      const answer = answers.get(key) ?? { source_id, sub_question, hits: [], weight };
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
  const found = withoutTwins(withoutCopies(ranked.filter(({ asked_for }) => !asked_for))).slice(0, mostFound);
  const asked = ranked.filter(({ asked_for }) => asked_for);
  const place = (page: EvidencePage) => ranked.findIndex(({ url }) => url === page.url);
  return [...asked, ...found].sort((left, right) => right.score - left.score || place(left) - place(right));
}

const weightOf = (query: string, queries: readonly string[] = []) =>
  queries.length === 0
    ? 1
    : queries.includes(query) || query === recalledQuery
      ? 1 / queries.length
      : gapWeight;

/**
 * Of pages of the web that are copies of each other the best, which tells where the others are: what one agency wrote and
 * many print is said once. Own documents stay: two versions of one are not the same.
 */
function withoutCopies(pages: readonly EvidencePage[]): EvidencePage[] {
  const ofWeb = pages.filter(({ url }) => /^https?:/.test(url));
  const firsts = findCopies(ofWeb.map(sketched));
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

/** Of two own documents that are called alike but for their endings, this share of the smaller one stands in the other. */
const twinShare = 0.7;

/**
 * Of own documents that are one text in two forms (`x.html` and `x.txt`, a page and its `_sources/x.rst.txt`) the one that
 * was made to be read: that has headings, is no plain text, has more of them. It takes the better place of both.
 */
function withoutTwins(pages: readonly EvidencePage[]): EvidencePage[] {
  const kept: EvidencePage[] = [];
  for (const page of pages) {
    const at = kept.findIndex((other) => areTwins(page, other));
    const twin = kept[at];
    if (!twin) kept.push(page);
    else if (isMoreReadable(page, twin)) kept[at] = { ...page, score: twin.score };
  }
  return kept;
}

function areTwins(one: EvidencePage, other: EvidencePage): boolean {
  const [name, ending] = nameOf(one);
  const [otherName, otherEnding] = nameOf(other);
  if (!name || name !== otherName || ending === otherEnding) return false;
  return shareOfSmaller(sketched(one), sketched(other)) >= twinShare;
}

const sketched = ({ snapshot_id, text }: EvidencePage) => ({ id: `${snapshot_id} ${text.length}`, text });

/** The name of an own document without its endings, and these; nothing for a page of the web. */
function nameOf({ url }: EvidencePage): string[] {
  if (/^https?:/.test(url)) return [];
  const [, name = '', ending = ''] = /([^/]+?)((?:\.[a-z]{2,4})?\.txt|\.[a-z0-9]{1,8})$/i.exec(url) ?? [];
  return [name, ending];
}

function isMoreReadable(one: EvidencePage, other: EvidencePage): boolean {
  const [headings, others] = [headingsIn(one), headingsIn(other)];
  if (headings === 0 || others === 0) return headings > others;
  const isPlain = ({ url }: EvidencePage) => url.endsWith('.txt');
  return isPlain(one) === isPlain(other) ? headings > others : isPlain(other);
}

const headingsIn = ({ text }: EvidencePage) => text.match(/^#{1,6} /gm)?.length ?? 0;
