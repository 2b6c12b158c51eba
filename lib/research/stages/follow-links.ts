import { z } from 'zod';
import type { Plan } from '#lib/schema/plan.ts';
import { isInDomains, type SearchFilters } from '#lib/schema/search-filters.ts';
import { LinkOfPage } from '#lib/schema/source.ts';
import { tokenize } from '#lib/text/tokenize.ts';
import type { Desk, FoundPage } from '../ports.ts';
import type { Search } from '../queries-for.ts';

/** Of one page, for one sub-question, in one round. */
const most = { ofPage: 2, ofPart: 3, ofRound: 8 };
/** Linked words that are about what is looked for: so many of its words, or so large a share of them. */
const fewestWords = 2;
const leastShare = 0.5;

/** Stands for a query where a link of a page that was read led to another one. */
const linkQuery = '(a link of a page that was read)';

/** Keeps where a page links to, until a round looks for what is still missing. */
export const keepLinks = (
  desk: Desk,
  { id, links }: { id: string; links: readonly LinkOfPage[] },
): Promise<void> => desk.store.saveDraft(`links:${id}`, links);

const Links = z.array(LinkOfPage);
type Candidate = LinkOfPage & { page: FoundPage; sub_question: number; score: number };

/**
 * What is looked for in the next round may stand where a page of the web that was read links to: the links whose words are
 * the most about it become pages that were found, a few of them. They are read as all pages are: when they are chosen,
 * within what a job may read, through the guard. Answers how many there are.
 */
export async function followLinks(
  desk: Desk,
  {
    plan,
    searches,
    filters = {},
  }: { plan: Plan; searches: readonly Search[]; filters?: SearchFilters | undefined },
): Promise<number> {
  const able = new Set(desk.sources.filter(({ followsLinks }) => followsLinks).map(({ id }) => id));
  const found = await desk.store.found();
  const known = new Set(found.map(({ url }) => url));
  const read = found.filter(
    ({ state, source_id, copy_of }) => state === 'read' && !copy_of && able.has(source_id),
  );
  const wanted = searches.map(({ sub_question, queries }) => ({
    sub_question,
    words: new Set(tokenize([plan.sub_questions[sub_question]?.question ?? '', ...queries].join('\n'))),
  }));
  const candidates: Candidate[] = [];
  for (const page of read) {
    const links = Links.safeParse(await desk.store.loadDraft(`links:${page.id}`)).data ?? [];
    for (const { sub_question, words } of wanted)
      for (const link of links) {
        if (known.has(link.url) || !isInDomains(link.url, filters)) continue;
        const score = scoreOf(link, words);
        if (score > 0) candidates.push({ ...link, page, sub_question, score });
      }
  }
  const chosen = choose(candidates);
  for (const { url, words, page, sub_question, score } of chosen) {
    const way = [{ url: page.url, title: page.title, by: 'link' as const }];
    const reason = { sub_question, query: linkQuery, score, passages: [], way };
    await desk.store.saveFound({ source_id: page.source_id, url, title: words, snippet: '', found: reason });
  }
  return chosen.length;
}

/** How much the linked words are about what is looked for, 0 to 1. */
function scoreOf({ words }: LinkOfPage, wanted: ReadonlySet<string>): number {
  const own = new Set(tokenize(words));
  const shared = [...own].filter((word) => wanted.has(word)).length;
  const share = shared / Math.max(own.size, 1);
  if (shared < fewestWords && share < leastShare) return 0;
  return Math.min(0.9, share * 0.5 + shared / (2 * Math.max(wanted.size, 1)));
}

/** The best of them, each address once. */
function choose(candidates: readonly Candidate[]): Candidate[] {
  const counts = new Map<string, number>();
  const mayTake = (key: string, limit: number) => (counts.get(key) ?? 0) < limit;
  const chosen: Candidate[] = [];
  const inOrder = candidates.toSorted(
    (left, right) => right.score - left.score || (left.url < right.url ? -1 : 1),
  );
  for (const one of inOrder) {
    const [page, part] = [`page ${one.page.url}`, `part ${one.sub_question}`];
    if (chosen.length >= most.ofRound || chosen.some(({ url }) => url === one.url)) continue;
    if (!mayTake(page, most.ofPage) || !mayTake(part, most.ofPart)) continue;
    chosen.push(one);
    for (const key of [page, part]) counts.set(key, (counts.get(key) ?? 0) + 1);
  }
  return chosen;
}
